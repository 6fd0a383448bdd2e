import type { AnswerTexts } from "./en-answer.ts";

export const deAnswer: AnswerTexts = {
  understood: {
    joined: (question, before) => `Verstanden als: „${question}“ zu „${before}“`,
    whole: (question) => `Verstanden als: „${question}“`,
    newTopic: "Gut, neues Thema. Was möchtest du wissen?",
  },
  retold: {
    easy: "In einfachen Worten",
    otherLanguage: "In English",
    label: {
      easy: "Dasselbe noch einmal in einfachen Worten. Die Quellen sind unverändert.",
      otherLanguage: "Von einer KI ins Deutsche übersetzt. Im Zweifel gilt, was in den Quellen steht.",
    },
    gone: "Eine Frage merke ich mir nur ein paar Minuten, und diese ist schon weg. Stell sie noch einmal, dann sage ich es so, wie du möchtest.",
    notNow: "Anders sagen kann ich es gerade nicht. Die Antwort oben gilt weiterhin.",
  },
  sent: {
    button: "Was wurde gesendet?",
    title: "Was ans Modell ging",
    kept: "Genau das ging für diese Antwort hinaus. Namen waren da schon ersetzt. Es bleibt 24 Stunden verschlüsselt gespeichert, und nur du kannst es sehen.",
    to: (model, host) => `An ${model} bei ${host}:`,
    role: {
      system: "Was Lotse dem Modell aufgetragen hat:",
      user: "Was es zu lesen bekam:",
      assistant: "Was es vorher gesagt hat:",
    },
  },
  coach: {
    button: "Übe mit mir",
    alone: "Üben geht am besten zu zweit. Schreib mir direkt: „Übe mit mir“.",
    what: "Was möchtest du üben? Schreib zum Beispiel: „Übe mit mir Reisekosten“.",
    found: (question) =>
      `Zu „${question}“ habe ich das in den Dokumenten. Wollen wir es zusammen herausfinden?`,
    nothing: (question) =>
      `Zu „${question}“ finde ich nichts in den Dokumenten, die du sehen darfst. Versuch es mit anderen Worten, oder stell mir erst eine Frage.`,
    known: (question) =>
      `Nehmen wir „${question}“. Was weißt du schon darüber, und was hast du schon probiert?`,
    promise:
      "Bei mir kommt der Hinweis vor der Antwort. Wie es läuft, sagst du, und ich bewerte dich nicht. Wo wir stehen, vergesse ich am Ende oder nach einer halben Stunde Pause. Mit „genug“ oder „zeig mir die Antwort“ ist jederzeit Schluss.",
    fromNothing: "Noch nichts, gib mir einen Hinweis",
    open: "Einen Punkt gibt es noch. Was fällt dir dazu ein?",
    look: (place) => `Schau einmal bei „${place}“. Was steht dort zu deiner Frage?`,
    fill: "Hier steht es. Was gehört in die Lücken?",
    stands: "Das steht dort:",
    compare: "Vergleich es mit dem, was dort steht:",
    judgeYourself: "Das kannst du selbst am besten einschätzen. Hattest du es?",
    had: "Hatte ich",
    nearly: "Fast",
    notYet: "Noch nicht",
    show: "Zeig mir die Antwort",
    enough: "Genug",
    whole: "Das ist alles, was dort dazu steht:",
    ended: "Gut, dann machen wir Schluss. Wo wir standen, habe ich schon vergessen.",
    gone: "Damit sind wir durch. Wo wir standen, habe ich schon vergessen.",
    over: "Dieses Gespräch ist vorbei, oder die Quellen gibt es nicht mehr. Mit „Übe mit mir“ fängst du ein neues an.",
    byModel: "Hinweis in den Worten eines Sprachmodells",
    right: "Das steht in der Quelle",
    onward: "Für mich sieht das richtig aus. Drück „Hatte ich“, wenn du das auch so siehst.",
    fits: {
      yes: "Das passt zu dem, was in der Quelle steht.",
      partly: "Ein Teil davon passt zu dem, was in der Quelle steht.",
      no: "In der Quelle steht hier etwas anderes.",
    },
  },
  summary: {
    button: "Dokument zusammenfassen",
    what: "Was soll ich zusammenfassen? Schreib zum Beispiel: „Fasse die Reiserichtlinie zusammen“.",
    nothing: "Dazu finde ich kein Dokument, das du sehen darfst.",
    question: (title) => `Was sind die wichtigsten Punkte von „${title}“, Abschnitt für Abschnitt?`,
    written: (title) => `„${title}“ in Kürze:`,
    quoted: (title) => `Aus „${title}“, ein Satz aus jedem Abschnitt:`,
    left: (count) =>
      count === 1 ? "Ein weiterer Abschnitt fehlt hier." : `${count} weitere Abschnitte fehlen hier.`,
  },
  brief: {
    alone:
      "Ein Briefing enthält Worte aus Anfragen und ist deshalb nur für dich. Schreib mir direkt: „Briefing zu Pivot-Tabellen“.",
    what: "Wozu soll das Briefing sein? Schreib zum Beispiel: „Briefing zu Pivot-Tabellen“.",
    notYours:
      "Briefings sind für alle, die Lerninhalte erstellen oder darüber entscheiden. Gehörst du dazu, bitte deine Admins um die Rolle.",
    draft: "Ein Entwurf aus dem, was bekannt ist. Prüf ihn, ändere ihn und ergänze, was offen ist.",
    title: (topic) => `Entwurf für ein Briefing: ${topic}`,
    purpose: "Wozu",
    audience: "Für wen",
    asked: "Was heute im Weg steht",
    exists: "Was es schon gibt",
    gaps: "Was fehlt",
    gapsByModel: "Was fehlen könnte (Vorschlag eines Sprachmodells)",
    outline: "Gliederung (Vorlage)",
    outlineByModel: "Gliederung (Vorschlag eines Sprachmodells)",
    open: {
      purpose: "Offen: Was sollen Menschen danach anders machen?",
      audience: "Offen: Wer braucht es? Der letzte abgeschlossene Monat zeigt zu diesem Thema nichts.",
      asked: "Offen: Zu diesem Thema gibt es keine offene Anfrage.",
      exists: "In den Dokumenten und im Katalog habe ich nichts gefunden.",
      gaps: "Offen: Was lassen die Quellen oben unbeantwortet?",
    },
    wish: (people, month) => `Im ${month} wollten ${people} dazu etwas lernen.`,
    unanswered: (people, month) =>
      `Im ${month} hatten ${people} eine Frage dazu, auf die es keine sichere Antwort gab.`,
    band: {
      most: "fast alle",
      "50+": "50 Personen und mehr",
      "20-49": "20 bis 49 Personen",
      "10-19": "10 bis 19 Personen",
      "5-9": "5 bis 9 Personen",
    },
    request: (obstacle, voices) => (voices === 1 ? obstacle : `${obstacle} (${voices} Stimmen)`),
    document: (place, number) => `Dokument: ${place} [${number}]`,
    item: (title) => `Katalog: ${title}`,
    noDocument: "Ein Dokument dazu: Ich habe keins gefunden.",
    template: [
      "Was du danach kannst",
      "Ein Beispiel aus dem Alltag",
      "Schritt für Schritt",
      "Selbst ausprobieren",
      "Wo es steht und wen du fragen kannst",
    ],
  },
  why: {
    button: "Warum diese Antwort?",
    title: "Warum diese Antwort",
    sure: {
      answer:
        "Ich war mir sicher genug für eine Antwort: An einer Stelle steht, worum es in deiner Frage geht, und sie passt klar besser als andere.",
      unsure:
        "Ich war mir nicht sicher: An diesen Stellen stehen Wörter aus deiner Frage, aber an keiner alles, worauf es darin ankommt.",
      none: "Ich habe nichts Passendes gefunden: An keiner Stelle, die du sehen darfst, steht, worum es in deiner Frage geht.",
    },
    places: "Diese Stellen sind zitiert",
    near: "Diese waren nah dran, und ich habe sie weggelassen",
    word: (word) => `„${word}“`,
    shares: (words) => `gemeinsam mit deiner Frage: ${words}`,
    sharesNothing: "kein Wort genau wie in deiner Frage, aber verwandte Wörter oder ein verwandter Sinn",
    neverReviewed: "wann zuletzt geprüft wurde, ist nicht vermerkt",
    nowhere: (words) => `An keiner der zitierten Stellen steht: ${words}.`,
    gone: "Eine zitierte Stelle hat sich seitdem geändert oder ist für dich nicht mehr da.",
    notYou:
      "Wer fragt, spielt keine Rolle: Dein Bereich und deine Abteilung entscheiden nur, welche Dokumente du sehen darfst. Was du früher gefragt oder gelernt hast, zählt nicht mit.",
  },
};
