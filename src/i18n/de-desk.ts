import type { DeskTexts } from "./en-desk.ts";

export const deDesk: DeskTexts = {
  pageTitle: "L&D-Desk · Lotse",

  desk: "L&D-Desk",
  deskViews: "Auf dem Desk",
  toChat: "Zum Chat",
  requests: "Anfragen",
  toNeeds: "Lernbedarf",
  needs: "Was Menschen lernen möchten",

  lostTitle: "Verlorene Antworten",
  lostLead:
    "Diese Prüffragen hat Lotse bisher an der richtigen Stelle beantwortet, seit einem Import nicht mehr. Vielleicht fehlt das Dokument, oder es steht dort jetzt anders.",
  lostSince: "(seit {date})",

  leadDecide:
    "Jede Anfrage ist der Anfang eines Gesprächs. Was du entscheidest, erfahren alle, die sie teilen, mit deiner Begründung.",
  leadLook:
    "Jede Anfrage ist der Anfang eines Gesprächs. Es entscheiden die Product Owner, mitreden könnt ihr alle.",
  narrow: "Anfragen eingrenzen",
  state: "Stand",
  open: "Offen",
  planned: "Geplant",
  done: "Erledigt",
  declined: "Abgelehnt",
  all: "Alle",
  search: "Suchen",
  searchHint: "Ein Wort",
  topic: "Thema",
  anyTopic: "Alle Themen",
  foundOne: "1 Anfrage",
  found: "{count} Anfragen",
  more: "Mehr anzeigen ({count})",
  noneYet: "Noch hat niemand etwas angefragt. Sobald jemand im Chat eine Anfrage schreibt, liegt sie hier.",
  noneOpen: "Es ist keine Anfrage offen. Genieß den Moment.",
  noneFound: "Dazu passt keine Anfrage.",
  showAll: "Alle Anfragen zeigen",

  change: "Was anders gehen soll",
  obstacle: "Was heute im Weg steht",
  topics: "Themen",
  voice: "1 Stimme",
  voices: "{count} Stimmen",
  ageToday: "heute gestellt",
  ageYesterday: "gestern gestellt",
  age: "vor {count} Tagen gestellt",
  from: "von {name}",
  history: "Was entschieden wurde",

  decide: "Entscheiden",
  decideAgain: "Neu entscheiden",
  decision: "Deine Entscheidung",
  wePlan: "Wir planen es",
  wePlanHint: "Es gibt einen Weg. Sag, wie es weitergeht und wann.",
  itIsThere: "Es ist da",
  itIsThereHint: "Sag, wo man es findet.",
  weDecline: "Wir lehnen es ab",
  weDeclineHint: "Ein ehrliches Nein mit Begründung ist mehr wert als Schweigen.",
  reason: "Begründung",
  reasonHint: "Ein, zwei Sätze, die denen helfen, die gefragt haben.",
  toldOne: "Eine Person teilt diese Anfrage. Sie liest deine Begründung Wort für Wort, mit deinem Namen.",
  told: "{count} Personen teilen diese Anfrage. Sie alle lesen deine Begründung Wort für Wort, mit deinem Namen.",
  save: "Entscheiden und mitteilen",
  keepForLater: "Schließen",

  saving: "Einen Moment, deine Entscheidung wird gespeichert …",
  decidedOne: "Deine Entscheidung steht. Wer die Anfrage teilt, erfährt sie mit deiner Begründung.",
  decided:
    "Deine Entscheidung steht. Alle {count}, die die Anfrage teilen, erfahren sie mit deiner Begründung.",
  overtaken:
    "{by} war schneller: Inzwischen gibt es eine Entscheidung, deine ist darum nicht gespeichert. Lies sie zuerst. Was du geschrieben hast, steht noch hier, falls du neu entscheiden möchtest.",
  onItsWay:
    "Deine Entscheidung ist unterwegs, es dauert nur länger als sonst. Du kannst weiterarbeiten: Sobald sie angekommen ist, steht sie hier.",
  kept: "Was du geschrieben hast, steht noch hier.",
  requestGone: "Diese Anfrage gibt es nicht mehr.",

  needsLead:
    "Ein Anlass, miteinander zu reden, kein Bericht. Hinter jeder Zeile stehen mindestens {smallest} Personen, die das Thema in diesem Monat selbst angetippt haben.",
  month: "Monat",
  frozen: "Eingefroren am {date}.",
  noMonth:
    "Noch ist kein Monat abgeschlossen. Wenn der erste zu Ende ist, siehst du hier, was Menschen lernen möchten.",
  nothingShown: "In diesem Monat kam kein Thema auf {smallest} Personen.",
  company: "In der ganzen Firma",
  most: "Fast alle",
  band50: "50 Personen und mehr",
  band20: "20 bis 49 Personen",
  band10: "10 bis 19 Personen",
  band5: "5 bis 9 Personen",
  aboutOne: "1 Anfrage dazu",
  about: "{count} Anfragen dazu",

  unanswered: "Wo Fragen offen geblieben sind",
  unansweredLead:
    "Diese Menschen haben Lotse etwas gefragt, keine sichere Antwort bekommen und das Thema angetippt. Was sie gefragt haben, bleibt bei ihnen. Vielleicht hilft ein Dokument dazu.",

  divisions: "In den Bereichen",
  divisionsLead: "Hier sind die Themen zu Feldern zusammengefasst, denn Bereiche sind kleiner.",
  field: "Themenfeld",
  nearlyAll: "fast alle",
  tooFew: "zu wenige",
  dotMeans: "„·“ heißt: zu wenige Personen, um sie zu zeigen, oder zurückgehalten.",
  fieldsLeftOut: "Felder, zu denen es in keinem Bereich eine Zahl gibt, fehlen.",
  listLeavesOut: "Was hier fehlt, haben zu wenige Personen angetippt, oder es wird zurückgehalten.",
  nothingInDivision: "Überall zu wenige Personen, um sie zu zeigen.",
  nothingInDivisions: "In keinem Bereich haben genug Personen dasselbe Feld angetippt.",

  withheld: "Was zurückgehalten wird",
  withheldNone: "In diesem Monat wird nichts zurückgehalten.",
  withheldSum: "{count} Angaben aus diesem Monat werden nicht gezeigt:",
  withheldSumOne: "1 Angabe aus diesem Monat wird nicht gezeigt:",
  withheldFew: "{count}, weil weniger als {smallest} Personen dahinterstehen",
  withheldComplement: "{count}, weil sich sonst eine kleine Gruppe durch Abziehen ausrechnen ließe",
  withheldDifference: "{count}, weil sich zwei Gruppen nur in wenigen Personen unterscheiden",

  method: "Wie gezählt wird",
  methodVote:
    "Eine Stimme pro Person, Thema und Monat. Es zählen nur Themen, die jemand selbst angetippt hat, nach einem Ja zum Teilen.",
  methodFive:
    "Hinter allem, was du siehst, stehen mindestens {smallest} Personen, und ihre Zahl steht nur in Stufen da.",
  methodSubtract:
    "Zahlen werden auch dort zurückgehalten, wo sich mit ihnen eine kleinere Gruppe ausrechnen ließe.",
  methodFrozen:
    "Ist ein Monat zu Ende, werden seine Zahlen eingefroren. Später ändert sich daran nichts mehr.",
  methodNoNames: "Namen und Texte kommen nicht vor: weder hier noch in dem, was gespeichert ist.",
};
