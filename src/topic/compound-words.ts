/** A shorter word begins too many others by chance. */
const SHORTEST_PART = 6;
/** With less than this beside it, a word is inflected or derived rather than compounded. */
const SHORTEST_REST = 4;

/** What makes another word of a stem instead of a compound: "leadership", "Partnerschaft". */
const DERIVED =
  /^(?:ship|ships|ness|ments?|able|ability|ations?|ality|less|fully?|ungen|lich\w*|keit\w*|heit\w*|schaft\w*|isch\w*|isier\w*)$/;

/** What turns a word into quite another one: "Einführung" and "Durchführung" are no "Führung". */
const PARTICLES =
  `ab an auf aus be bei durch ein ent fort für gegen heim her hin mit nach rück über um unter ver vor weg
  weiter wieder wider zer zu zurück zusammen`
    .split(/\s+/)
    .map(folded);

/** A word without accents, in which a stem can be looked for. */
export function folded(word: string): string {
  return word
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replaceAll("ß", "ss");
}

/**
 * Finds the words that a German compound begins or ends with. `known` has long enough words only; a word of n letters costs n
 * look-ups.
 */
export function partsOf(word: string, stemmed: string, known: { has(part: string): boolean }): string[] {
  return [beginningOf(folded(word), known), endOf(stemmed, known)].filter((part) => part !== null);
}

/** Whether a word is long enough to be recognised inside another one. */
export function canBePart(word: string): boolean {
  return word.length >= SHORTEST_PART;
}

function beginningOf(word: string, known: { has(part: string): boolean }): string | null {
  for (let end = word.length - SHORTEST_REST; end >= SHORTEST_PART; end--) {
    if (known.has(word.slice(0, end)) && !DERIVED.test(word.slice(end))) return word.slice(0, end);
  }
  return null;
}

function endOf(word: string, known: { has(part: string): boolean }): string | null {
  for (let start = SHORTEST_REST; start <= word.length - SHORTEST_PART; start++) {
    if (!known.has(word.slice(start))) continue;
    const rest = word.slice(0, start);
    if (!PARTICLES.some((particle) => rest.endsWith(particle))) return word.slice(start);
  }
  return null;
}
