import type { Route } from "../../src/channel/adapter.ts";
import type { Clock } from "../../src/clock.ts";
import type { SignIn } from "../../src/entrance/sign-in.ts";
import type { Log } from "../../src/log.ts";
import type { ShortMemory } from "../../src/replica/short-memory.ts";
import type { Sealer } from "../../src/store/sealing.ts";
import type { Store } from "../../src/store/store.ts";
import { setUpRoutes } from "./set-up.ts";
import { signInRoutes } from "./sign-in.ts";
import type { Tries } from "./tries.ts";

export type EntranceParts = {
  store: Store;
  sealer: Sealer;
  clock: Clock;
  log: Log;
  signIn: SignIn;
  /** Where browsers reach Lotse. */
  origin: string;
  tries: Tries;
  memory: Pick<ShortMemory, "once">;
};

/** The paths by which people come in and go. */
export function entrance(parts: EntranceParts): Route[] {
  return [...signInRoutes(parts), ...setUpRoutes(parts)];
}
