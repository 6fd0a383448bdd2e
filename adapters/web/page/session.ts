import type { Me } from "../protocol.ts";
import { part } from "./element.ts";

/** Whose page this is, once it is known. */
let whose: string | null = null;
let ended = false;

/**
 * The session has ended. The page stays as it is, with all that was typed in it, and offers the way to the sign-in in another tab;
 * when its person has come back from there, it goes on.
 */
export function sessionEnded(): void {
  ended = true;
  part("signed-out", HTMLElement).hidden = false;
}

/** Somebody is signed in. If it is somebody else than before, the page is not theirs. */
export function signedInAs({ persona, demo }: Pick<Me, "persona" | "demo">): void {
  if (demo) return;
  if (whose !== null && whose !== persona) location.reload();
  whose = persona;
  ended = false;
  part("signed-out", HTMLElement).hidden = true;
}

/** Looks again whenever the person comes back to the page; `look` ends in one of the two above. */
export function watchSession(look: () => unknown): void {
  const check = () => {
    if (ended && document.visibilityState === "visible") void look();
  };
  document.addEventListener("visibilitychange", check);
  addEventListener("focus", check);
}
