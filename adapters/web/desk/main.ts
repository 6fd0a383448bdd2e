import type { DeskMe, DeskView } from "../desk-protocol.ts";
import type { Got } from "../page/api.ts";
import { part } from "../page/element.ts";
import { signedInAs, watchSession } from "../page/session.ts";
import { deskApi } from "./api.ts";
import { desk } from "./desk.ts";

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

let current = new AbortController();

/** Lets a person in: who they are and what there is first, then their desk. */
async function enter(as: string | null): Promise<void> {
  current.abort();
  current = new AbortController();
  const { signal } = current;
  const api = deskApi(as, signal);
  const me = await arrive<DeskMe>(api.me, signal);
  const view = me && (await arrive<DeskView>(() => api.view(null), signal));
  if (!me || !view) return;
  signedInAs(me);
  desk(me, view, api, become, signal);
  part("desk", HTMLElement).hidden = false;
}

/** Asks until the server answers; null when somebody else came in meanwhile. */
async function arrive<Thing>(ask: () => Promise<Got<Thing>>, signal: AbortSignal): Promise<Thing | null> {
  const away = part("away", HTMLElement);
  for (let wait = FIRST_WAIT; !signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    const got = await ask();
    if (signal.aborted) break;
    away.hidden = got.state === "got";
    if (got.state === "got") return got.thing;
    if (got.state === "refused") {
      // No desk for this person any more: the server says why, in plain words.
      location.reload();
      return null;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return null;
}

function become(persona: string): void {
  const address = new URL(location.href);
  address.searchParams.set("as", persona);
  history.pushState(null, "", address);
  entered = persona;
  void enter(persona);
}

function asked(): string | null {
  return new URLSearchParams(location.search).get("as");
}

let entered = asked();
addEventListener("popstate", () => {
  // Going to another part of the page is no change of person.
  if (asked() === entered) return;
  entered = asked();
  void enter(entered);
});
watchSession(async () => {
  const got = await deskApi(entered, current.signal).me();
  if (got.state === "got") signedInAs(got.thing);
});
void enter(entered);
