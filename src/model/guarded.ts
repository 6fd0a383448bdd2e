import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import { Failure } from "../errors.ts";
import type { Log } from "../log.ts";
import { breaker } from "./breaker.ts";
import type { Budget, Spending } from "./budget.ts";
import { type Ask, type Model, ModelFailure, type Trouble } from "./model.ts";
import { type Patience, patience, type Waits } from "./patience.ts";
import { places } from "./places.ts";
import type { Counted, Provider } from "./provider.ts";

/** A model that falls silent holds nobody up for longer than the first two together: 10 s. */
export const WRITING: Waits = { first: 7_000, next: 3_000, all: 30_000 };
/** Nothing is seen of it before all of it is there. */
const FILLING: Waits = { first: 10_000, next: 0, all: 10_000 };
const ROOM = { atOnce: 16, ofAnOrg: 8, waiting: 16 };
const PAUSE_MS = 300;
/** Somebody is waiting. */
const LONGEST_PAUSE_MS = 2_000;
/** A timer may fire a bit before the clock says so. */
const TIMERS_EARLY_MS = 5;
/** Where a provider is too busy and does not say for how long. */
const LEFT_ALONE_MS = 5_000;
const LONGEST_LEFT_ALONE_MS = 60 * 60_000;
/** In common tokenizers German has 3 to 4. */
const CHARACTERS_A_TOKEN = 3;
/** It cannot have taken anything then. */
const FREE: readonly Trouble[] = ["unavailable", "refused", "busy"];

type Request<Piece> = (counted: Counted, signal: AbortSignal) => AsyncIterable<Piece>;

/**
 * A model that takes no more time, calls and tokens than it may, whatever its provider does. Tokens are held together over all replicas;
 * each of them finds out by itself that the provider is busy or down.
 */
export function guarded(provider: Provider, parts: { budget: Budget; clock: Clock; log: Log }): Model {
  const { budget, clock, log } = parts;
  const room = places(ROOM);
  const circuit = breaker({
    resting: () => log.warn("the language model failed again and again: it is left alone for half a minute"),
    back: () => log.info("the language model is back"),
  });
  let leftAloneUntil = 0;

  async function* answer<Piece>(ask: Ask, waits: Waits, ended: AbortSignal, request: Request<Piece>) {
    const waiting = patience(waits, ended);
    try {
      const leave = await room.take(ask.org, waiting.signal);
      try {
        yield* tried(ask, waiting, request);
      } finally {
        leave();
      }
    } catch (error) {
      throw waiting.meaning(error);
    } finally {
      waiting.end();
    }
  }

  /** Asks a second time where that can help and nothing has been said yet. */
  async function* tried<Piece>(ask: Ask, waiting: Patience, request: Request<Piece>) {
    let begun = false;
    for (let last = false; ; last = true) {
      try {
        for await (const piece of asked(ask, waiting, request)) {
          begun = true;
          waiting.came();
          yield piece;
          waiting.again();
        }
        return;
      } catch (error) {
        const ms = begun || last ? null : pauseAfter(error);
        if (ms === null) throw error;
        await pause(ms, undefined, { signal: waiting.signal });
      }
    }
  }

  async function* asked<Piece>(ask: Ask, waiting: Patience, request: Request<Piece>) {
    if (clock.now() < leftAloneUntil)
      throw new ModelFailure("busy", "The language model wants to be asked later.");
    const outcome = await circuit.enter();
    const prompt = tokensOf(ask.messages.map(({ text }) => text).join());
    let failure: ModelFailure | null = null;
    let how: Parameters<typeof outcome>[0] = "untold";
    try {
      const spending = await setAside(ask.org, prompt + ask.mostTokens);
      let [tokens, said] = [0, 0];
      try {
        for await (const piece of request((more) => {
          tokens += more;
        }, waiting.signal)) {
          said += tokensOf(typeof piece === "string" ? piece : JSON.stringify(piece));
          how = "answered";
          yield piece;
        }
      } catch (error) {
        const meaning = waiting.meaning(error);
        if (!(meaning instanceof ModelFailure)) throw meaning;
        failure = meaning;
        if (failure.trouble !== "ended") how = failure;
        noted(ask.org, failure);
        throw failure;
      } finally {
        const free = failure !== null && said === 0 && FREE.includes(failure.trouble);
        await settled(ask.org, spending, {
          tokens: tokens > 0 || free ? tokens : prompt + said,
          failed: failure !== null && failure.trouble !== "ended",
        });
      }
    } finally {
      outcome(how);
    }
  }

  async function setAside(org: string, tokens: number): Promise<Spending> {
    try {
      return await budget.spend(org, tokens);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      log.warn("what the language model takes cannot be counted: it is not asked", { org }, error);
      throw new ModelFailure("busy", "What the language model takes cannot be counted just now.");
    }
  }

  async function settled(org: string, spending: Spending, took: { tokens: number; failed: boolean }) {
    try {
      await spending.settle(took);
    } catch (error) {
      // What was set aside stays so until the day is over.
      log.warn("what the language model took could not be counted", { org }, error);
    }
  }

  function noted(org: string, { trouble, message, afterMs }: ModelFailure): void {
    if (trouble === "busy")
      leftAloneUntil = clock.now() + Math.min(afterMs ?? LEFT_ALONE_MS, LONGEST_LEFT_ALONE_MS);
    if (trouble !== "ended")
      log.warn(
        "the language model gave no answer",
        { org, reason: trouble },
        new Failure("unavailable", message),
      );
  }

  return {
    name: provider.name,
    host: provider.host,
    write: (ask, signal) =>
      answer(ask, WRITING, signal, (counted, ended) => provider.write(ask, counted, ended)),
    async fill(ask, shape, signal) {
      const filled = answer(ask, FILLING, signal, async function* (counted, ended) {
        yield await provider.fill(ask, shape, counted, ended);
      });
      for await (const it of filled) return it;
      throw new ModelFailure("unusable", "The language model answered nothing.");
    },
  };
}

/** Null: asking again would not help. */
function pauseAfter(error: unknown): number | null {
  if (!(error instanceof ModelFailure)) return null;
  if (error.trouble === "unavailable") return PAUSE_MS;
  if (error.trouble === "busy" && error.afterMs !== null && error.afterMs <= LONGEST_PAUSE_MS)
    return error.afterMs + TIMERS_EARLY_MS;
  return null;
}

function tokensOf(text: string): number {
  return Math.ceil(text.length / CHARACTERS_A_TOKEN);
}
