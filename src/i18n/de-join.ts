import type { JoinTexts } from "./en-join.ts";

export const deJoin: JoinTexts = {
  join: {
    open: "Konten verbinden",
    web: "Webchat",
    onlyOne: "In deiner Firma bin ich nur auf einem Kanal erreichbar, da gibt es nichts zu verbinden.",
    intro:
      "Sprichst du auch auf einem anderen Kanal mit mir? Verbinde beide, dann kenne ich dich als eine Person: Was dir gehört, findest du an beiden Orten. Hol dir an einem davon einen Code und gib ihn am anderen ein.",
    get: "Code holen",
    enter: "Code eingeben",
    code: (code) => `Dein Code: ${code}`,
    codeHow:
      "Er gilt einmal und zehn Minuten lang. Sag auf deinem anderen Kanal „Konten verbinden“ und gib ihn dort ein. Gib ihn bitte niemandem: Wer ihn eintippt, sieht alles, was dir gehört.",
    notAlone: "Codes sind nur etwas für uns beide. Schreib mir bitte direkt, wo sonst niemand mitliest.",
    title: "Zwei Konten verbinden",
    formIntro: "Auf deinem anderen Kanal hast du von mir einen Code bekommen. Tipp ihn hier ein.",
    field: "Dein Code",
    hint: "Acht Buchstaben und Ziffern, groß oder klein.",
    next: "Vorschau",
    cancel: "Schließen",
    malformed: "Ein Code hat acht Buchstaben und Ziffern. Schau bitte noch einmal nach.",
    wrong:
      "Diesen Code kenne ich nicht, oder er wurde schon benutzt. Hol dir auf deinem anderen Kanal einen neuen.",
    expired:
      "Dieser Code ist älter als zehn Minuten und gilt nicht mehr. Hol dir auf deinem anderen Kanal einen neuen.",
    own: "Diesen Code hast du hier bekommen. Tipp ihn bitte auf deinem anderen Kanal ein.",
    twoPeople:
      "Beide kenne ich schon vom selben Kanal. Für mich sind das zwei Menschen, darum verbinde ich sie nicht.",
    tooMany: "Das waren zu viele falsche Codes. Versuch es bitte in einer Stunde noch einmal.",
    preview: "Aus diesen beiden wird eins:",
    previewLabel: "Was verbunden wird",
    there: "Der Code kommt von",
    here: "Du schreibst als",
    nameless: "ohne Namen",
    effects:
      "Ziel, Plan, Reflexionen, Anfragen, Themen, Gemerktes und deine Rollen kommen zusammen. Bei Nachrichten und geteilten Themen gilt, was du dort gewählt hast, wo der Code herkommt. Was ich nur für dich aufbewahre, bleibt aufbewahrt. Rückgängig machen lässt sich das nicht.",
    warning:
      "Mach nur weiter, wenn beides du bist. Hat dir jemand anders diesen Code gegeben, dann brich ab.",
    yes: "Ja, beides bin ich",
    no: "Abbrechen",
    left: "Gut, es wurde nichts verbunden.",
    over: "Diese Vorschau gilt nicht mehr, es wurde also nichts verbunden.",
    done: "Erledigt. In spätestens einer Minute kenne ich dich an beiden Orten als eine Person.",
    recognised:
      "Ich bin Lotse, dein KI-Assistent fürs Lernen, und wir kennen uns schon: Deine bestätigte Mailadresse verrät mir, dass du auf deinem anderen Kanal dieselbe Person bist. Was dir gehört, findest du also auch hier.",
    joining:
      "Deine bestätigte Mailadresse verrät mir, dass du auch auf einem anderen Kanal mit mir sprichst. In spätestens einer Minute gehört beides zusammen: Was deins ist, findest du dann an beiden Orten, und bei Nachrichten und geteilten Themen gilt, was du dort gewählt hast.",
    countedElsewhere: (channel) =>
      `Damit niemand doppelt zählt, zählen die Themen von allen, die ich vom Kanal „${channel}“ kenne, und dich kenne ich dort noch nicht. Schreib mir dort und verbinde deine Konten. Danach zählen deine Themen, egal wo du sie antippst.`,
  },
};
