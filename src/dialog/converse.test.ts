import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Bench, engines } from "../../tests/engines.ts";
import { byIda } from "../../tests/happenings.ts";
import { text } from "../channel/block.ts";
import type { Happening } from "../channel/event.ts";
import { texts } from "../i18n/texts.ts";
import type { Change } from "../store/change.ts";
import { converse, type Outcome } from "./converse.ts";
import type { Dialog, Dialogs, Frame, Reply, Turn } from "./dialog.ts";

const say = (words: string): Reply => ({ kind: "message", blocks: [text(words)] });
const change: Change = {
  change: "put",
  table: "division",
  row: { org: "werft", division: "bau", name: "Bau" },
};

/** Counts to three, a message each. Knows the word "weiter" as not its own. */
const counter: Dialog<{ count: number }> = {
  id: "counter",
  forms: {
    "counter.more": {
      show: async () => null,
      mistakes: (_texts, values): Record<string, string> => (values.wrong ? { wrong: "So nicht." } : {}),
    },
  },
  schema: z.object({ count: z.number() }),
  async begin() {
    return { to: "wait", state: { count: 1 }, replies: [say("eins")] };
  },
  async resume({ event }, { count }) {
    if (event.kind === "message" && event.text === "weiter") return { to: "yield" };
    return count < 2
      ? { to: "wait", state: { count: count + 1 }, replies: [say(`${count + 1}`)] }
      : { to: "done", replies: [say("fertig")], changes: [change] };
  },
};

/** Takes a name and says it back. */
const names: Dialog<null> = {
  id: "names",
  schema: z.null(),
  async begin() {
    return { to: "wait", state: null, replies: [say("Wie heißt sie?")] };
  },
  async resume({ event }) {
    return { to: "done", replies: [say(event.kind === "message" ? `Gut: ${event.text}` : "Gut.")] };
  },
};

/** Waits until it is over: for a word or a job of its own, or until Lotse is told to stop. */
const talk: Dialog<null> = {
  id: "talk",
  schema: z.null(),
  endsOnStop: true,
  async begin() {
    return { to: "wait", state: null, replies: [] };
  },
  async resume({ event }) {
    return event.kind === "due" ? { to: "done", replies: [] } : { to: "over" };
  },
};

/** Answers at once; has nothing to say about a button. */
const ask: Dialog<null> = {
  id: "ask",
  schema: z.null(),
  async begin({ event }) {
    return event.kind === "action" ? { to: "yield" } : { to: "done", replies: [say("Antwort")] };
  },
  async resume() {
    return { to: "yield" };
  },
};

const dialogs: Dialogs = new Map([counter, names, talk, ask].map((dialog) => [dialog.id, dialog as Dialog]));

let bench: Bench;
beforeAll(async () => {
  const [engine] = engines;
  if (!engine) throw new Error("There is no engine.");
  bench = await engine.open();
});
afterAll(() => bench.close());

function turn(happening: Happening): Turn {
  const event = byIda(happening);
  const { read } = bench.store;
  const zone = "Europe/Berlin";
  return {
    event,
    now: 1,
    org: "werft",
    learner: "ida",
    name: "Ida",
    zone,
    language: "de",
    texts: texts.de,
    read,
  };
}

const happens = (happening: Happening, stack: readonly Frame[] = []) =>
  converse(dialogs, turn(happening), stack);
const says = (words: string, stack: readonly Frame[] = []) =>
  happens({ kind: "message", text: words, attachments: [] }, stack);
const presses = (action: string, stack: readonly Frame[] = []) =>
  happens({ kind: "action", action, value: "" }, stack);

function heard({ replies }: Outcome): string[] {
  return replies.flatMap((reply) =>
    reply.kind === "answer"
      ? []
      : reply.blocks.map((block) => (block.kind === "text" ? block.text : block.kind)),
  );
}

const counting = (count: number): Frame => ({ dialog: "counter", state: { count } });
const naming: Frame = { dialog: "names", state: null };

describe("with nothing under way", () => {
  it("a message begins the dialog that the router names, and leaves nothing when that is done", async () => {
    const outcome = await says("Wie hoch ist mein Lernbudget?");
    expect(outcome).toEqual({
      stack: [],
      replies: [say("Antwort")],
      changes: [],
      letters: [],
      interrupt: null,
    });
  });

  it("a button begins its dialog, which then waits", async () => {
    const outcome = await presses("counter.begin");
    expect(heard(outcome)).toEqual(["eins"]);
    expect(outcome.stack).toEqual([counting(1)]);
  });

  it("a button of a dialog that no longer exists gets a kind word", async () => {
    const outcome = await presses("gone.begin");
    expect(heard(outcome)).toEqual([texts.de.common.unknownButton]);
    expect(outcome.stack).toEqual([]);
  });

  it("a dialog that has nothing to say begins and leaves no trace", async () => {
    expect(await presses("ask.anything")).toEqual({
      stack: [],
      replies: [],
      changes: [],
      letters: [],
      interrupt: null,
    });
  });
});

describe("with a dialog under way", () => {
  it("a message goes to it, with the state it left", async () => {
    const outcome = await says("und", [counting(1)]);
    expect(heard(outcome)).toEqual(["2"]);
    expect(outcome.stack).toEqual([counting(2)]);
  });

  it("it ends with what it wants changed", async () => {
    const outcome = await says("und", [counting(2)]);
    expect(outcome).toEqual({
      stack: [],
      replies: [say("fertig")],
      changes: [change],
      letters: [],
      interrupt: null,
    });
  });

  it("its own button goes to it, and does not begin it a second time", async () => {
    expect((await presses("counter.more", [counting(1)])).stack).toEqual([counting(2)]);
  });

  it("a form goes to the dialog it names", async () => {
    const form = { kind: "form", form: "counter.more", value: "", values: {} } as const;
    expect((await happens(form, [counting(1)])).stack).toEqual([counting(2)]);
  });

  it("a form of a name that its dialog does not have, or with mistakes, gets no farther", async () => {
    const form = { kind: "form", value: "", values: {} } as const;
    for (const name of ["counter.made-up", "counter.constructor", "to-string.x"]) {
      const outcome = await happens({ ...form, form: name }, [counting(1)]);
      expect([heard(outcome), outcome.stack]).toEqual([[texts.de.common.unknownButton], [counting(1)]]);
    }
    const outcome = await happens({ ...form, form: "counter.more", values: { wrong: "x" } }, [counting(1)]);
    expect([heard(outcome), outcome.stack]).toEqual([["So nicht."], [counting(1)]]);
  });

  it("its button reaches it also below another dialog, which goes on waiting", async () => {
    const asking: Frame = { dialog: "names", state: null };
    const outcome = await presses("counter.more", [counting(1), asking]);
    expect(outcome.stack).toEqual([counting(2), asking]);
  });

  it("a thumb on an answer passes it by", async () => {
    const outcome = await happens({ kind: "feedback", about: "a1", verdict: "helpful" }, [counting(1)]);
    expect(heard(outcome)).toEqual(["Antwort"]);
    expect(outcome.stack).toEqual([counting(1)]);
  });

  it("the stack it was given is not changed", async () => {
    const stack = Object.freeze([Object.freeze(counting(1))]);
    await says("und", stack);
    await presses("names.begin", stack);
    await says("abbrechen", stack);
    expect(stack).toEqual([counting(1)]);
  });
});

describe("with one dialog on top of another", () => {
  it("the button of another begins it on top, and the one below goes on afterwards where it was", async () => {
    const one = await says("und", [counting(1)]);
    const two = await presses("names.begin", one.stack);
    expect(two.stack).toEqual([counting(2), naming]);
    const three = await says("Eva", two.stack);
    expect(heard(three)).toEqual(["Gut: Eva"]);
    expect(three.stack).toEqual([counting(2)]);
    const four = await says("und", three.stack);
    expect(heard(four)).toEqual(["fertig"]);
    expect(four.stack).toEqual([]);
  });

  it("what the top does not want goes to the one below, and the top goes on waiting", async () => {
    const outcome = await says("weiter", [naming, counting(1)]);
    expect(heard(outcome)).toEqual(["Gut: weiter"]);
    expect(outcome.stack).toEqual([counting(1)]);
  });

  it("what nobody on the stack wants goes to the router", async () => {
    const outcome = await says("weiter", [counting(1), counting(2)]);
    expect(heard(outcome)).toEqual(["Antwort"]);
    expect(outcome.stack).toEqual([counting(1), counting(2)]);
  });

  it("the oldest are forgotten when more than five are under way", async () => {
    const deep = [1, 2, 3, 4, 5].map((count) => counting(count));
    const outcome = await presses("names.begin", deep);
    expect(outcome.stack).toEqual([...deep.slice(1), naming]);
  });
});

describe("a state that cannot be read, as after an update", () => {
  it.each<[string, Frame]>([
    ["has another form", { dialog: "counter", state: { count: "two" } }],
    ["is missing", { dialog: "counter", state: undefined }],
    ["belongs to a dialog that is gone", { dialog: "gone", state: {} }],
  ])("is dropped with a word when it %s, and the message is still answered", async (_, frame) => {
    const outcome = await says("Wie hoch?", [frame]);
    expect(heard(outcome)).toEqual([texts.de.common.lostThread, "Antwort"]);
    expect(outcome.stack).toEqual([]);
  });

  it("does not take those below with it", async () => {
    const outcome = await says("Wie hoch?", [counting(1), { dialog: "gone", state: {} }]);
    expect(outcome.stack).toEqual([counting(1)]);
  });

  it("is noticed below a dialog that passes the message on", async () => {
    const outcome = await says("weiter", [{ dialog: "gone", state: {} }, counting(1)]);
    expect(heard(outcome)).toEqual([texts.de.common.lostThread, "Antwort"]);
    expect(outcome.stack).toEqual([counting(1)]);
  });

  it("is left alone by a button of another dialog", async () => {
    const broken = { dialog: "counter", state: "?" };
    expect((await presses("names.begin", [broken])).stack).toEqual([broken, naming]);
  });

  it("of a dialog that is gone gets its word before the button's", async () => {
    const outcome = await presses("gone.more", [{ dialog: "gone", state: {} }]);
    expect(heard(outcome)).toEqual([texts.de.common.lostThread, texts.de.common.unknownButton]);
  });
});

describe("an interrupt in the middle of something", () => {
  const stack = [counting(1), naming];

  it("cancel drops everything, and says so", async () => {
    const outcome = await says("abbrechen", stack);
    expect(heard(outcome)).toEqual([texts.de.common.cancelled]);
    expect(outcome.stack).toEqual([]);
  });

  it("cancel with nothing under way says that, too", async () => {
    expect(heard(await says("abbrechen"))).toEqual([texts.de.common.nothingToCancel]);
  });

  it("help helps, and everything goes on afterwards", async () => {
    const outcome = await says("Hilfe", stack);
    expect(heard(outcome)).toEqual([texts.de.common.help, "prompts"]);
    expect(outcome.stack).toEqual(stack);
  });

  it("another language is confirmed in that language, and everything goes on afterwards", async () => {
    const outcome = await says("English", stack);
    expect(heard(outcome)).toEqual([texts.en.common.languageChosen]);
    expect(outcome.stack).toEqual(stack);
    expect(outcome.interrupt).toEqual({ interrupt: "language", language: "en" });
  });

  it("a dialog may be over without having answered: the next one takes the event", async () => {
    const outcome = await says("Was?", [{ dialog: "talk", state: null }]);
    expect(heard(outcome)).toEqual(["Antwort"]);
    expect(outcome.stack).toEqual([]);
  });

  it("a job reaches the dialog that waits for it, and no other", async () => {
    const waiting = [{ dialog: "talk", state: null }];
    const any = turn({ kind: "left" });
    const { id, at, address, sender } = any.event;
    const comes = (job: string) => {
      const due = { kind: "due", job, subject: "", week: "2026-W40", skipped: false } as const;
      return converse(dialogs, { ...any, event: { id, at, address, sender, ...due } }, waiting);
    };
    expect((await comes("talk.end")).stack).toEqual([]);
    expect((await comes("ask.end")).stack).toEqual(waiting);
  });

  it("a typed stop ends a dialog that says so, a pressed one only the answer", async () => {
    const talking = [...stack, { dialog: "talk", state: null }];
    expect((await says("Stopp", talking)).stack).toEqual(stack);
    expect((await happens({ kind: "stop", delivery: "d1" }, talking)).stack).toEqual(talking);
  });

  it("a typed stop gets a word, a pressed one is seen to work", async () => {
    const typed = await says("stop", stack);
    expect(heard(typed)).toEqual([texts.de.common.stopping]);
    expect(typed.interrupt).toEqual({ interrupt: "stop", delivery: null });
    const pressed = await happens({ kind: "stop", delivery: "d1" }, stack);
    expect(heard(pressed)).toEqual([]);
    expect(pressed.interrupt).toEqual({ interrupt: "stop", delivery: "d1" });
    expect([typed.stack, pressed.stack]).toEqual([stack, stack]);
  });

  it("leaving drops everything without a word", async () => {
    expect(await happens({ kind: "left" }, stack)).toEqual({
      stack: [],
      replies: [],
      changes: [],
      letters: [],
      interrupt: null,
    });
  });
});
