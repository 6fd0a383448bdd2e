import type * as TeamsJs from "@microsoft/teams-js";

/** Microsoft's client library, from a script before this one. */
declare const microsoftTeams: typeof TeamsJs;

/** The program around the page. */
export type Teams = {
  /** Such as `de-DE`. */
  locale: string;
  /** Teams keeps it until it runs out. */
  token(): Promise<Token>;
  /** Null where Teams cannot go there from here. */
  openChat: (() => Promise<void>) | null;
};
export type Token = { state: "given"; token: string } | { state: "declined" | "unknown" };

type Theme = "light" | "dark" | "contrast";

/** The tab with the chat, as the manifest names it. */
const CHAT = "conversations";
/** Whoever is there answers sooner; milliseconds. */
const PATIENCE = 15_000;
/** What Teams says when the person, or the company, has not said yes. */
const DECLINED = /cancel|consent|denied|declined|invalid_grant|interaction_required/i;

/** Null outside of Teams. */
export async function enterTeams(): Promise<Teams | null> {
  const isAlone = window.parent === window && !("nativeInterface" in window);
  if (isAlone) return null;
  const { app, authentication, pages } = microsoftTeams;
  try {
    await Promise.race([app.initialize(), late()]);
    const { locale, theme } = (await app.getContext()).app;
    wear(theme);
    app.registerOnThemeChangeHandler(wear);
    app.notifySuccess();
    return {
      locale,
      async token() {
        try {
          return { state: "given", token: await authentication.getAuthToken() };
        } catch (error) {
          return { state: DECLINED.test(String(error)) ? "declined" : "unknown" };
        }
      },
      openChat: pages.currentApp.isSupported() ? () => pages.currentApp.navigateTo({ pageId: CHAT }) : null,
    };
  } catch {
    return null;
  }
}

function late(): Promise<never> {
  return new Promise((_resolve, reject) => setTimeout(reject, PATIENCE));
}

/** The colours of Teams. */
function wear(theme: string): void {
  document.documentElement.dataset.theme = themeOf(theme);
}

function themeOf(name: string): Theme {
  return name === "dark" || name === "contrast" ? name : "light";
}
