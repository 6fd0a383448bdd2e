import type { WebTexts } from "./en-web.ts";

export const deWeb: WebTexts = {
  pageTitle: "Lotse · deine Lernbegleitung",
  demoNotice: "Demo: eine erfundene Firma. Alles bleibt auf diesem Rechner.",

  youAre: "Du bist",
  pageLanguage: "Sprache",
  home: "Übersicht",
  toDesk: "L&D-Desk",
  signOut: "Abmelden",

  conversation: "Gespräch mit Lotse",
  conversationHint: "Hier steht noch nichts. Schreib Lotse unten etwas.",
  lotseSaid: "Lotse schreibt",
  youSaid: "Du schreibst",
  today: "Heute",
  yesterday: "Gestern",
  writing: "Lotse schreibt gerade",
  newMessages: "Neue Nachrichten",
  openSource: "Quelle {number}: {title}",
  openOriginal: "Original öffnen",
  inNewTab: "öffnet sich in einem neuen Tab",

  yourMessage: "Deine Nachricht an Lotse",
  askLotse: "Frag Lotse …",
  composerHint: "Enter sendet. Umschalt + Enter beginnt eine neue Zeile.",
  send: "Senden",
  stop: "Stopp",
  stopHint: "Antwort anhalten (Escape)",
  counter: "{count} von {longest} Zeichen",
  tooLong:
    "Diese Nachricht ist zu lang. Mehr als {longest} Zeichen gehen nicht: Kürze sie oder schick sie in Teilen.",
  fileAttached: "Du hast eine Datei angehängt. Ihr Inhalt wurde nicht gesendet.",
  voiceAttached: "Du hast eine Aufnahme angehängt. Ihr Inhalt wurde nicht gesendet.",

  notSent: "Nicht gesendet.",
  tryAgain: "Noch einmal versuchen",
  unreachable: "Lotse ist gerade nicht erreichbar.",
  refused: "Das hat nicht geklappt. Lade die Seite neu, dann sollte es gehen.",
  connectionLost: "Verbindung unterbrochen. Neuer Versuch läuft …",

  loading: "Einen Moment …",
  close: "Schließen",
  back: "Zurück",
  optional: "freiwillig",
  fillIn: "Hier fehlt noch etwas.",
  choose: "Bitte wählen",
  chooseOne: "Bitte wähle eins davon aus.",
  leaveOpen: "Offen lassen",
  fieldTooLong: "Hier passen höchstens {longest} Zeichen hinein, du hast {count}.",
  checkFields: "Etwas fehlt oder passt noch nicht: Schau dir die markierten Felder an.",
};
