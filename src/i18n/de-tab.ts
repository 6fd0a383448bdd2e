import type { TabTexts } from "./en-tab.ts";

export const deTab: TabTexts = {
  title: "Lotse · Übersicht",
  loading: "Einen Moment …",
  outsideTitle: "Diese Seite gehört in Teams",
  outside:
    "Öffne Teams, wähle links oder unter „Apps“ Lotse aus und dann den Tab „Übersicht“. Allein im Browser weiß die Seite nicht, wer du bist.",
  declinedTitle: "Lotse darf noch nicht wissen, wer du bist",
  declined:
    "Um dir zu zeigen, was dir gehört, braucht Lotse aus Teams deinen Namen und dein Firmenkonto, sonst nichts. Drück auf „Noch einmal versuchen“ und stimm zu. Wenn Teams dich nicht fragt: Wer bei euch Teams betreut, kann für alle zustimmen.",
  unknownTitle: "Teams sagt nicht, wer du bist",
  unknown:
    "Das kann vorübergehen: Versuch es gleich noch einmal. Wenn es so bleibt, sag denen Bescheid, die bei euch Teams betreuen: Der Tab bekommt kein Token.",
  troubleTitle: "Das hat nicht geklappt",
  unreachable: "Lotse ist gerade nicht erreichbar. Versuch es gleich noch einmal.",
  nothing: "Hier gibt es für dich gerade nichts. Schreib Lotse im Chat: Dort steht, warum.",
  tryAgain: "Noch einmal versuchen",
  sent: "Lotse antwortet dir im Chat.",
  openChat: "Chat öffnen",
};
