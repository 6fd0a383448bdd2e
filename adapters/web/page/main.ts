import type { Me } from "../protocol.ts";
import { apiAs } from "./api.ts";
import { chat } from "./chat.ts";
import { part } from "./element.ts";
import { follower } from "./follow.ts";
import { signedInAs, watchSession } from "./session.ts";

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

const follow = follower(part("scroller", HTMLElement), part("way-down", HTMLButtonElement));
let current = new AbortController();

/** Lets a person in: who they are and the words first, then their chat. */
async function enter(as: string | null): Promise<void> {
  current.abort();
  current = new AbortController();
  const { signal } = current;
  const me = await arrive(as, signal);
  if (me === null) return;
  signedInAs(me);
  const persona = me.personas.length === 0 ? as : me.persona;
  chat(me, apiAs(persona, signal), follow, become, signal);
  part("app", HTMLElement).hidden = false;
  follow.toEnd();
  const nobodyHasFocus = document.activeElement === document.body;
  if (nobodyHasFocus && matchMedia("(pointer: fine)").matches) part("input", HTMLTextAreaElement).focus();
}

/** Asks until the server answers; null when somebody else came in meanwhile. */
async function arrive(as: string | null, signal: AbortSignal): Promise<Me | null> {
  const away = part("away", HTMLElement);
  let asked = as;
  for (let wait = FIRST_WAIT; !signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    const got = await apiAs(asked, signal).me();
    if (signal.aborted) break;
    away.hidden = got.state === "got";
    if (got.state === "got") return got.thing;
    // A name nobody has: whoever the server suggests, then.
    if (got.state === "refused") asked = null;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return null;
}

function become(persona: string): void {
  const address = new URL(location.href);
  address.searchParams.set("as", persona);
  history.pushState(null, "", address);
  void enter(persona);
}

function asked(): string | null {
  return new URLSearchParams(location.search).get("as");
}

addEventListener("popstate", () => void enter(asked()));
watchSession(async () => {
  const got = await apiAs(asked(), current.signal).me();
  if (got.state === "got") signedInAs(got.thing);
});
void enter(asked());
