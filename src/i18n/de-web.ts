import type { WebTexts } from "./en-web.ts";

export const deWeb: WebTexts = {
  pageTitle: "Lotse · deine Lernbegleitung",
  demoNotice: "Demo: eine erfundene Firma. Alles bleibt auf diesem Rechner.",
};
