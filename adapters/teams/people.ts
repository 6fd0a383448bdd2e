import type { Sender } from "../../src/channel/address.ts";
import type { Language } from "../../src/channel/language.ts";
import { type Activity, tenantOf } from "./activity.ts";

/** Who did something, as the activity tells. */
export type Who =
  | { kind: "colleague"; sender: Sender }
  /** A guest, somebody of another company, or somebody without a name in a meeting: Lotse is not there for them. */
  | { kind: "stranger"; language: Language | null }
  /** Another app. */
  | { kind: "nobody" };

const APPS = ["bot", "skill"];
const STRANGERS = ["guest", "anonymous"];

/** A mail address is not in it. */
export function whoDid(activity: Activity): Who {
  const { aadObjectId, id, name, role, tenantId, userRole } = activity.from;
  if (id.startsWith("28:") || APPS.includes(role ?? "")) return { kind: "nobody" };
  const language = languageOf(activity.locale ?? "");
  const tenant = tenantOf(activity);
  const isForeign = [tenantId, activity.channelData?.tenant?.id].some(
    (told) => told !== undefined && told.toLowerCase() !== tenant,
  );
  if (aadObjectId === undefined || isForeign || STRANGERS.includes(userRole ?? ""))
    return { kind: "stranger", language };
  const zone = activity.localTimezone;
  const sender = {
    native: aadObjectId.toLowerCase(),
    ...(name ? { name: name.slice(0, 300) } : {}),
    ...(zone ? { zone } : {}),
    ...(language ? { language } : {}),
  };
  return { kind: "colleague", sender };
}

/** `de-DE` or `en-US`; whoever speaks neither of ours is answered in what they write. */
function languageOf(locale: string): Language | null {
  const [language] = locale.toLowerCase().split("-");
  return language === "de" || language === "en" ? language : null;
}
