import type { Sender } from "../../src/channel/address.ts";
import type { Language } from "../../src/channel/language.ts";
import type { Activity } from "./activity.ts";

/**
 * Who did something, as the activity tells. Null: nobody of the directory, such as another app or a guest of a meeting. Their mail address
 * is not in it.
 */
export function senderOf({ from, locale, localTimezone }: Activity): Sender | null {
  const { aadObjectId, name } = from;
  if (aadObjectId === undefined) return null;
  const language = languageOf(locale ?? "");
  return {
    native: aadObjectId.toLowerCase(),
    ...(name ? { name: name.slice(0, 300) } : {}),
    ...(localTimezone ? { zone: localTimezone } : {}),
    ...(language ? { language } : {}),
  };
}

/** `de-DE` or `en-US`; whoever speaks neither of ours is answered in what they write. */
function languageOf(locale: string): Language | null {
  const [language] = locale.toLowerCase().split("-");
  return language === "de" || language === "en" ? language : null;
}
