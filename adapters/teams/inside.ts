import type { Inward, Route } from "../../src/channel/adapter.ts";
import { languages } from "../../src/learner/languages.ts";
import type { sharedAnswers } from "../../src/transcript/shared-answers.ts";
import type { Activity } from "./activity.ts";
import { momentOf } from "./activity.ts";
import type { TeamsParts } from "./adapter.ts";
import { type Answer, teamsEntry } from "./entry.ts";
import { spotOf, toldBy } from "./events.ts";
import { changesSomething, invoking } from "./invokes.ts";
import type { Opening } from "./opening.ts";
import { ownChats } from "./own-chat.ts";
import { whoDid } from "./people.ts";
import type { Home } from "./places.ts";
import type { Posting } from "./posting.ts";
import type { Reach } from "./reach.ts";
import { readInvoke } from "./render/actions.ts";
import { readShare, sharing } from "./share.ts";
import { strangers } from "./strangers.ts";
import { taking as takingInto } from "./take.ts";
import type { Tenants } from "./tenants.ts";
import type { Verdicts } from "./verdicts.ts";

type Parts = TeamsParts & {
  inward: Inward;
  posting: Posting;
  open: Opening;
  reach: Reach;
  verdicts: Verdicts;
  answers: ReturnType<typeof sharedAnswers>;
  tenants: Tenants;
  now(): number;
};

/** Puts together what comes in. */
export function inside(parts: Parts): Route[] {
  const { posting, open, reach, inward, directory, now, store } = parts;
  const taking = takingInto(inward);
  const ownChat = ownChats(store.readOf, open);
  const { ofOrg, ofPerson } = languages(store.readOf);
  const share = sharing({ ...parts, languageOf: ofPerson });
  const invoked = invoking({ ...parts, taking, ownChat, share, languageOf: ofPerson });
  const refuse = strangers({ posting, now });

  async function take(activity: Activity, home: Home): Promise<Answer> {
    posting.servedFrom(home, activity.serviceUrl);
    await installed(activity);
    const who = whoDid(activity);
    if (who.kind === "nobody") return { state: "taken" };
    if (who.kind === "stranger") return refuse(activity, home, who.language ?? (await ofOrg(home.org)));
    const did = whatWasDone(activity);
    if (did.kind === "nothing") return { state: "taken" };
    const isStored = did.kind !== "invoke" || changesSomething(activity);
    const entry = directory && isStored ? await directory(home, who.sender.native) : {};
    if (!entry) return refuse(activity, home, who.sender.language ?? (await ofOrg(home.org)));
    const by = { home, sender: { ...who.sender, ...entry }, spot: spotOf(activity, who.sender.native) };
    if (did.kind === "invoke") return invoked(activity, by);
    if (did.kind === "share") {
      await share(by, did.answer);
      return { state: "taken" };
    }
    const { id, happened } = did.told;
    const accepted = await taking.store(by, id, momentOf(activity, now()), happened);
    return accepted.state === "limited" ? accepted : { state: "taken" };
  }

  /** Where the app is, and where it is not any more. Nobody is greeted: Teams shows prompts above a chat that is still empty. */
  async function installed({ type, action = "", conversation }: Activity): Promise<void> {
    const chat = conversation.id.split(";")[0] ?? "";
    const isOut = type === "installationUpdate" && action.startsWith("remove");
    if (isOut) await reach.shut(chat, "the app was taken out");
    else if (type === "message" || type === "invoke" || type === "installationUpdate")
      await reach.opened(chat);
  }

  return [teamsEntry({ ...parts, take })];
}

/** What somebody did. */
function whatWasDone(activity: Activity) {
  if (activity.type === "invoke") return { kind: "invoke" } as const;
  // From a client that does not know the newest kind of button.
  const answer = readShare(readInvoke(activity.value));
  if (answer !== null) return { kind: "share", answer } as const;
  const told = toldBy(activity);
  return told ? ({ kind: "told", told } as const) : ({ kind: "nothing" } as const);
}
