import type { Language } from "../channel/language.ts";
import type { Passage, Searched } from "./passage.ts";
import { type PassageIndex, passageIndex } from "./passage-index.ts";

/** A passage with its document. */
export type Placed = Passage & { document: string; language: Language; audience: readonly string[] };

/** A document of one passage, unless others have its document's id. */
export function passage(
  id: string,
  language: Language,
  title: string,
  text: string,
  more: Partial<Placed> = {},
): Placed {
  return { passage: id, document: id, title, section: "", text, language, audience: [], ...more };
}

/** Documents of these passages; each has the language and the audience of its first one. */
export function documentsOf(passages: readonly Placed[]): Searched[] {
  return Array.from(
    Map.groupBy(passages, ({ document }) => document),
    ([document, parts]) => {
      const { language = "de", audience = [] } = parts[0] ?? {};
      return {
        document,
        stamp: JSON.stringify(parts),
        audience,
        facts: { language, format: null, level: null, minutes: null },
        passages: parts.map(({ passage, title, section, text }) => ({ passage, title, section, text })),
      };
    },
  );
}

export function indexOf(passages: readonly Placed[]): PassageIndex {
  const index = passageIndex();
  index.update(documentsOf(passages));
  return index;
}

/** A small company handbook for tests. */
export const HANDBOOK: readonly Placed[] = [
  passage(
    "bildungsurlaub",
    "de",
    "Bildungsurlaub",
    "Bildungsurlaub ist bezahlte Freistellung für anerkannte Kurse. Dir stehen fünf Tage im Jahr zu. Stell den Antrag acht Wochen vorher bei der Personalabteilung.",
  ),
  passage(
    "urlaub",
    "de",
    "Erholungsurlaub",
    "Alle haben 30 Tage Urlaub im Jahr. Resturlaub verfällt am 31. März. Trag deinen Urlaub im Kalender ein und sprich ihn mit dem Team ab.",
  ),
  passage(
    "bildung",
    "de",
    "Lernbudget",
    "Für Bildung hast du ein Budget von 800 € im Jahr. Bücher und Kurse bestellst du selbst. Deine Führungskraft gibt Kurse über 300 € frei.",
  ),
  passage(
    "mentoring",
    "de",
    "Mentoring",
    "Im Mentoring begleitet dich eine erfahrene Kollegin sechs Monate lang. Melde dich bei Jana Peters an. Ihr trefft euch alle zwei Wochen.",
  ),
  passage(
    "brandschutz",
    "de",
    "Brandschutz",
    "Bei Feueralarm verlässt du das Gebäude über die Treppe. Der Sammelplatz ist der Parkplatz Nord. Prüfungen der Löscher finden jährlich statt.",
  ),
  passage(
    "reisen",
    "de",
    "Dienstreisen",
    "Reisekosten reichst du binnen vier Wochen ein. Hotels bis 130 € brauchen keine Freigabe. Zwischen Kiel und Rostock nimmst du die Bahn.",
  ),
  passage(
    "it",
    "de",
    "Ansprechpartner",
    "Bei Fragen zu Laptop und Passwort hilft die IT unter der Durchwahl 400. Bei Fragen zum Urlaub hilft die Personalabteilung. Bei Fragen zur Bildung hilft das Lernteam.",
  ),
  passage(
    "umlaut",
    "de",
    "Prüfungen und Zeugnisse",
    "Die Prüfung zur Fachkraft bezahlt das Unternehmen. Wer sie nicht besteht, darf sie einmal wiederholen. Der Urlaub für den Prüfungstag ist bezahlt, auch die Bildung danach.",
  ),
  passage(
    "expenses",
    "en",
    "Travel expenses",
    "Hand in your travel expenses within four weeks. Hotels up to 130 € need no approval. Use the train between the two sites.",
  ),
  passage(
    "conferences",
    "en",
    "Conferences",
    "You may attend one conference a year. Your manager approves the ticket. Share what you learned in a lunch talk.",
  ),
  passage(
    "certification",
    "en",
    "Certifications",
    "The company pays exam fees for certifications on the list. If you fail, we pay for a second attempt. Book the exam in the portal.",
  ),
  passage(
    "onboarding",
    "en",
    "Your first week",
    "Your buddy shows you around on day one. Collect your laptop at the service desk. Safety training takes place on your second day.",
  ),
  passage(
    "feedback",
    "en",
    "Feedback",
    "Ask for feedback after each project. Say what you saw and what it did to you. Feedback is a gift, and it is never part of pay talks.",
  ),
];
