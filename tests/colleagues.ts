/** People of an org that is made up: the commonest names of Germany, those that are spelled in many ways, and those that are words. */
const GIVEN =
  `Maria Jürgen Anna-Lena Ernst Seán Hans Zoë Björn Ayşe Karl-Heinz Günther Łukasz René Chloé Peter Michael Thomas Andreas Wolfgang
  Claus Manfred Stefan Sabine Susanne Petra Monika Ursula Renate Karin Brigitte Katharina Sophie Lea Tim Jan Eva Ute Jörg Søren Mehmet Fatma
  Mohammed Olga Wojciech José Françoise Nguyễn Heike Frank Christian Rose Mai Mark Franziska Uwe Xaver Cem Dörte Gönül Aljoscha Jens Lars`.split(
    /\s+/,
  );
const FAMILY =
  `Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann
  Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter
  Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz
  Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt
  Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer O'Brien Großmann
  Müller-Lüdenscheidt Straßburger Yıldız Öztürk Kowalczyk Nowak Nguyen García Çelik Ivanov D'Angelo Weißgerber Jørgensen Bäcker`.split(
    /\s+/,
  );

/** So many of them, each with another name while there are any. */
export function colleagues(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const given = GIVEN[at % GIVEN.length] ?? "";
    const family = FAMILY[(at * 7 + Math.floor(at / GIVEN.length)) % FAMILY.length] ?? "";
    return `${given} ${at % 23 === 0 ? "von " : ""}${family}`;
  });
}
