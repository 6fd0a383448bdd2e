import type { Inward, Route } from "../../src/channel/adapter.ts";
import type { sharedAnswers } from "../../src/transcript/shared-answers.ts";
import type { Activity } from "./activity.ts";
import { momentOf } from "./activity.ts";
import type { TeamsParts } from "./adapter.ts";
import { type Answer, teamsEntry } from "./entry.ts";
import { spotOf, toldBy } from "./events.ts";
import { invoking } from "./invokes.ts";
import { languages } from "./languages.ts";
import { ownChats } from "./own-chat.ts";
import { senderOf } from "./people.ts";
import type { Home } from "./places.ts";
import type { Posting } from "./posting.ts";
import type { Reach } from "./reach.ts";
import { readInvoke } from "./render/actions.ts";
import { readShare, sharing } from "./share.ts";
import { taking as takingInto } from "./take.ts";
import type { Tenants } from "./tenants.ts";
import type { Verdicts } from "./verdicts.ts";

type Parts = TeamsParts & {
  inward: Inward;
  posting: Posting;
  reach: Reach;
  verdicts: Verdicts;
  answers: ReturnType<typeof sharedAnswers>;
  tenants: Tenants;
  now(): number;
};

/** Puts together what comes in. */
export function inside(parts: Parts): Route[] {
  const { posting, reach, inward, now, store } = parts;
  const taking = takingInto(inward);
  const ownChat = ownChats(store.readOf, posting);
  const languageOf = languages(store.readOf).ofPerson;
  const share = sharing({ ...parts, languageOf });
  const invoked = invoking({ ...parts, taking, ownChat, share, languageOf });

  async function take(activity: Activity, home: Home): Promise<Answer> {
    posting.servedFrom(home, activity.serviceUrl);
    installed(activity);
    const sender = senderOf(activity);
    // Another app, or a guest of a meeting.
    if (!sender) return { state: "taken" };
    const by = { home, sender, spot: spotOf(activity, sender.native) };
    if (activity.type === "invoke") return invoked(activity, by);
    // From a client that does not know the newest kind of button.
    const shared = readShare(readInvoke(activity.value));
    if (shared !== null) {
      await share(by, shared);
      return { state: "taken" };
    }
    const told = toldBy(activity);
    if (!told) return { state: "taken" };
    const accepted = await taking.store(by, told.id, momentOf(activity, now()), told.happened);
    return accepted.state === "limited" ? accepted : { state: "taken" };
  }

  /** Where the app is, and where it is not any more. Nobody is greeted: Teams shows prompts above a chat that is still empty. */
  function installed({ type, action = "", conversation }: Activity): void {
    const chat = conversation.id.split(";")[0] ?? "";
    const isOut = type === "installationUpdate" && action.startsWith("remove");
    if (isOut) reach.shut(chat, "the app was taken out");
    else if (type === "message" || type === "invoke" || type === "installationUpdate") reach.opened(chat);
  }

  return [teamsEntry({ ...parts, take })];
}
