import type { RequestTexts } from "./en-request.ts";

export const deRequest: RequestTexts = {
  request: {
    decidedBefore: (state, reason) => `Eine Entscheidung gibt es dazu schon (${state}): ${reason}`,
    offer:
      "Ich bringe Lernanfragen zu L&D und jede Entscheidung zurück zu dir. Bevor etwas verschickt wird, siehst du genau, was hinausgeht.",
    write: "Anfrage schreiben",
    title: "Was brauchst du von L&D?",
    intro: "Beschreib lieber die Lage als die Schulung: Dann kann L&D suchen, was wirklich hilft.",
    change: "Was möchtet ihr anders machen können?",
    changeHint: "Zum Beispiel: unsere Sensordaten selbst lesen, statt einen Bericht anzufordern.",
    obstacle: "Was hält euch heute davon ab?",
    obstacleHint: "Zum Beispiel: Niemand hat uns das Werkzeug gezeigt, und die Anleitung ist auf Englisch.",
    sender: "Mit deinem Namen?",
    withName: (name) => `Mit meinem Namen: ${name}`,
    withoutName: "Ohne meinen Namen",
    next: "Weiter",
    cancel: "Schließen",
    missing: "Schreib bitte ein, zwei Sätze.",
    choose: "Such bitte etwas aus.",
    tooLong: (longest) => `Bitte höchstens ${longest} Zeichen.`,
    similar: "Vielleicht gibt es das schon. Brauchst du eins davon auch?",
    similarLabel: "Ähnliche Anfragen",
    mineToo: "Das brauche ich auch",
    noneOfThese: "Keine davon: Vorschau meiner Anfrage",
    preview:
      "Das geht an das L&D-Team, Wort für Wort. Wer etwas Ähnliches anfragt, sieht es auch, aber ohne deinen Namen:",
    previewLabel: "Deine Anfrage",
    from: "Von",
    anonymous: "ohne Namen",
    topics: "Themen",
    noTopics: "keine erkannt",
    send: "Abschicken",
    edit: "Ändern",
    discard: "Verwerfen",
    sent: "Abgeschickt. Sobald es eine Entscheidung gibt, hörst du von mir, mit Begründung. Du findest sie in der Übersicht.",
    discarded: "Verworfen. Es wurde nichts verschickt.",
    over: "Daraus wurde nichts verschickt; sag „Anfrage“, wenn du eine neue schreiben willst.",
    added: (voices) =>
      `Deine Stimme zählt: jetzt ${voices}. Dein Name steht nicht dabei. Sobald es eine Entscheidung gibt, hörst du von mir.`,
    already: "Deine Stimme ist schon gezählt, einmal genügt.",
    gone: "Diese Anfrage gibt es nicht mehr.",
    voices: (count) => (count === 1 ? "1 Stimme" : `${count} Stimmen`),
    states: { open: "offen", planned: "geplant", done: "erledigt", declined: "abgelehnt" },
    mine: "Deine Anfragen",
    none: "Du hast noch keine Anfragen.",
    decided: "Zu einer Anfrage, die du teilst, gibt es eine Entscheidung:",
    decisionLabel: "Die Entscheidung",
    whatFor: "Anfrage",
    decision: "Entscheidung",
    reason: "Begründung",
    by: "Von",
  },

  decide: {
    again: "Neu entscheiden",
    staleSelf:
      "Du hast darüber inzwischen schon entschieden, darum ist dies nicht gespeichert. So steht es jetzt, und darunter, was du geschrieben hast.",
    intro: (count) => `Offene Anfragen: ${count}, die mit den meisten Stimmen zuerst.`,
    none: "Es ist keine Anfrage offen. Genieß den Moment; hier sind die entschiedenen.",
    label: "Anfragen",
    button: "Entscheiden",
    more: (count) => `Weitere (${count})`,
    title: "Deine Entscheidung",
    formIntro: (change, obstacle) =>
      `Was anders gehen soll:\n${change}\n\nWas heute im Weg steht:\n${obstacle}`,
    told: (count) =>
      `Wer diese Anfrage teilt (${count}), liest deine Begründung Wort für Wort, mit deinem Namen.`,
    state: "Entscheidung",
    options: { planned: "Wir planen es", done: "Es ist da", declined: "Wir lehnen es ab" },
    reason: "Begründung",
    reasonHint: "Ein, zwei Sätze, die denen helfen, die gefragt haben.",
    save: "Entscheiden",
    cancel: "Schließen",
    chooseState: "Such bitte aus, wie du entscheidest.",
    missing: "Begründe es bitte: Alle, die gefragt haben, lesen das.",
    tooLong: (longest) => `Bitte höchstens ${longest} Zeichen.`,
    saved: (count) => `Entschieden. Wer diese Anfrage teilt (${count}), erfährt es mit deiner Begründung.`,
    stale: (by) =>
      `${by} war schneller: Über diese Anfrage wurde inzwischen entschieden, deine Entscheidung ist darum nicht gespeichert. So steht es jetzt, und darunter, was du geschrieben hast.`,
    yours: "Was du geschrieben hast",
    notYours: "Entscheiden können nur die Product Owner von L&D.",
    gone: "Diese Anfrage gibt es nicht mehr.",
    fresh: "Eine neue Anfrage ist da:",
    age: (days) =>
      days === 0 ? "heute gestellt" : days === 1 ? "gestern gestellt" : `vor ${days} Tagen gestellt`,
    openDesk: "Auf dem Desk ist mehr: die ganze Liste, und was Menschen lernen möchten.",
  },

  signal: {
    offer:
      "Tipp an, was als Lernbedarf zählen soll: jedes Thema einmal im Monat, ohne deinen Namen. Was du nicht antippst, zählt nicht.",
    offerUnanswered:
      "Soll L&D wissen, dass hier etwas fehlt? Tipp ein Thema an, dann zählt es als Lernbedarf und als offen gebliebene Frage: einmal im Monat und ohne deinen Namen. Deine Frage selbst gebe ich nicht weiter.",
    explain:
      "Geteilte Themen zeigen L&D, was gebraucht wird, nur als Größenstufe ab fünf Personen. Kein Text, keine Namen. Damit deine Stimme zählt, brauche ich dein Ja zum Teilen von Themen; du kannst es jederzeit zurücknehmen. Ist das in Ordnung?",
    yes: (topic) => `Ja, Themen teilen und „${topic}“ zählen`,
    no: "Nein",
    left: "Gut, es wurde nichts gezählt.",
    counted: (topic) => `Gezählt: ${topic}.`,
    already: (topic) => `${topic} zählt in diesem Monat schon, einmal genügt.`,
    takeBack: "Zurücknehmen",
    takenBack: (topic) => `Zurückgenommen: ${topic}.`,
    notThere:
      "Da ist keine Stimme von dir, die ich zurücknehmen könnte; ein abgeschlossener Monat bleibt, wie er ist.",
    unknown: "Dieses Thema steht nicht mehr auf der Liste.",
  },
};
