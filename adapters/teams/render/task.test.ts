import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choice, form, text } from "../../../src/channel/form.fixture.ts";
import { hostileBlocks, hostileForm } from "../../../tests/teams/hostile.ts";
import { taskOffences } from "../../../tests/teams/limits.ts";
import { libraryOffences, schemaOffences } from "../../../tests/teams/official.ts";
import { readCard } from "../../../tests/teams/reading.ts";
import { readTask, renderProblem, renderReading, renderTask, type Task } from "./task.ts";

const language = fc.constantFrom("de" as const, "en" as const);
const bodyOf = (task: Task) => task.card.content.body;
const runs = (...inlines: object[]) => ({
  type: "RichTextBlock",
  inlines: inlines.map((one) => ({ type: "TextRun", ...one })),
});

/** What Teams sends when somebody leaves what stands there, or writes this and chooses the last option everywhere. */
function submitted({ card: { content } }: Task, typed: string | null) {
  const [action] = content.actions ?? [];
  const inputs = content.body.flatMap((element): [string, string | undefined][] => {
    if (element.type === "Input.Text") return [[element.id, typed ?? element.value]];
    if (element.type !== "Input.ChoiceSet") return [];
    return [[element.id, typed === null ? element.value : element.choices.at(-1)?.value]];
  });
  const data = { ...(action && "data" in action ? action.data : {}), ...Object.fromEntries(inputs) };
  return JSON.parse(JSON.stringify({ data, context: { theme: "default" } }));
}

describe("a form in Teams", () => {
  it("is a dialog with a label, an error message and a limit for each input", () => {
    expect(renderTask(form, "en")).toMatchObject({
      title: "Send a request",
      width: "medium",
      height: "medium",
    });
    expect(bodyOf(renderTask(form, "en"))).toEqual([
      runs({ text: "Two questions." }),
      {
        type: "Input.Text",
        id: "text.change",
        label: "What should change?",
        isRequired: true,
        errorMessage: "Something is still missing here.",
        isMultiline: true,
        maxLength: 1000,
      },
      { ...runs({ text: "In your own words.", isSubtle: true, size: "Small" }), spacing: "Small" },
      {
        type: "Input.ChoiceSet",
        id: "choice.sender",
        label: "Who sends it?",
        isRequired: true,
        errorMessage: "Something is still missing here.",
        style: "expanded",
        wrap: true,
        choices: [
          { title: "Without my name", value: "=without" },
          { title: "With my name", value: "=with" },
        ],
        value: "=without",
      },
    ]);
    expect(renderTask(form, "en").card.content.actions).toEqual([
      {
        type: "Action.Submit",
        title: "Preview",
        style: "positive",
        data: { lotse: { kind: "submit", form: "request.write", value: "r1" } },
      },
    ]);
  });

  it("is within every limit, and nothing in it is markup (S9)", () => {
    fc.assert(
      fc.property(hostileForm, language, fc.boolean(), (form, language, isWrong) => {
        const problems = Object.fromEntries(form.fields.map(({ name, label }) => [name, label]));
        const mistakes = { typed: {}, problems: { ...problems, gone: form.intro } };
        // Options are shown as a whole or not at all: hundreds of long ones are told apart below.
        fc.pre(
          JSON.stringify(form.fields.map((field) => field.kind === "choice" && field.options)).length < 5000,
        );
        const task = isWrong ? renderTask(form, language, mistakes) : renderTask(form, language);
        expect(taskOffences(task)).toEqual([]);
        expect(readCard(task.card.content)).toEqual({ links: [], effects: [] });
        expect(libraryOffences(task.card.content)).toEqual([]);
        expect(schemaOffences(task.card.content)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("gives back what stands there when it is sent as it is", () => {
    fc.assert(
      fc.property(hostileForm, (form) => {
        fc.pre(
          JSON.stringify(form.fields.map((field) => field.kind === "choice" && field.options)).length < 5000,
        );
        const chosen = form.fields.filter(({ kind, initial }) => kind === "choice" && initial !== "");
        const filled = readTask(submitted(renderTask(form, "en"), null));
        expect(filled).toMatchObject({ form: form.form, value: form.value });
        for (const { name, initial } of chosen) expect(filled?.values[name]).toBe(initial);
      }),
      { numRuns: 100 },
    );
  });

  it("gives back what was typed and chosen", () => {
    expect(readTask(submitted(renderTask(form, "en"), "=More & <less>"))).toEqual({
      form: "request.write",
      value: "r1",
      values: { change: "=More & <less>", sender: "with" },
    });
  });

  it("lets a choice that is not required be left open again", () => {
    const task = renderTask({ ...form, fields: [{ ...choice, required: false }] }, "de");
    expect(bodyOf(task).at(-1)).toMatchObject({ choices: [{}, {}, { title: "Offen lassen", value: "=" }] });
    expect(readTask(submitted(task, "x"))?.values).toEqual({ sender: "" });
  });

  it("folds many options away, and those that Teams could read as Markdown", () => {
    const many = Array.from({ length: 30 }, (_, at) => ({ value: `${at}`, label: `Topic ${at}` }));
    const marked = [{ value: "a", label: "*bold*" }];
    for (const options of [many, marked]) {
      const task = renderTask({ ...form, fields: [{ ...choice, initial: "", options }] }, "en");
      expect(bodyOf(task).at(-1)).toMatchObject({ style: "compact" });
    }
  });

  it("shows the beginning of what was typed when all of it is more than a card takes", () => {
    const fields = ["a", "b", "c"].map((name) => ({ ...text, name, longest: 12_000 }));
    const typed = Object.fromEntries(fields.map(({ name }) => [name, "Much. ".repeat(2000)]));
    const task = renderTask({ ...form, fields }, "en", { typed, problems: { a: "Write a little less." } });
    expect(taskOffences(task)).toEqual([]);
    const shown = bodyOf(task).flatMap((element) =>
      element.type === "Input.Text" ? [element.value ?? ""] : [],
    );
    expect(shown.map((value) => value.length)).toEqual([
      expect.any(Number),
      shown[0]?.length,
      shown[0]?.length,
    ]);
    expect(shown[0]).toMatch(/^(Much. ){300}.*…$/);
  });

  it("is refused when it has more options than a card takes: nobody could fill it in", () => {
    const options = Array.from({ length: 400 }, (_, at) => ({ value: `${at}`, label: `Topic number ${at}` }));
    expect(() => renderTask({ ...form, fields: [{ ...choice, options }] }, "en")).toThrow(
      /fewer fields or options/,
    );
  });

  it("leaves out a choice of nothing", () => {
    expect(bodyOf(renderTask({ ...form, fields: [{ ...choice, options: [] }] }, "en"))).toEqual([
      runs({ text: "Two questions." }),
    ]);
  });

  it("shows again what was typed, and beside it what to do about it, not by colour alone", () => {
    const problems = { change: "Write a little less.", gone: "Start again." };
    const task = renderTask(form, "en", { typed: { change: "So much", sender: "with" }, problems });
    const red = (sentence: string) =>
      runs({ text: "⚠ ", color: "Attention" }, { text: sentence, color: "Attention", weight: "Bolder" });
    expect(taskOffences(task)).toEqual([]);
    expect(bodyOf(task)).toEqual([
      runs({ text: "Not quite there yet. It says below what to change." }),
      red("Start again."),
      runs({ text: "Two questions." }),
      expect.objectContaining({ id: "text.change", value: "So much" }),
      { ...red("Write a little less."), spacing: "Small" },
      expect.anything(),
      expect.objectContaining({ id: "choice.sender", value: "=with" }),
    ]);
  });

  it.each([null, {}, { data: { lotse: { kind: "form", form: "goal.write", value: "" } } }, { data: "x" }])(
    "is not read from what is none: %j",
    (invoked) => {
      expect(readTask(invoked)).toBeNull();
    },
  );

  it("gives back no field that it never had", () => {
    const { data } = submitted(renderTask(form, "en"), "x");
    expect(readTask({ data: { ...data, other: "y", "text.x": 7 } })?.values).toEqual({
      change: "x",
      sender: "with",
    });
  });
});

describe("what there is to look at in Teams", () => {
  it("is within every limit, and mentions nobody (S9)", () => {
    fc.assert(
      fc.property(hostileBlocks, fc.string(), language, (blocks, title, language) => {
        const task = renderReading(title, blocks, language);
        expect(taskOffences(task)).toEqual([]);
        expect(readCard(task.card.content).effects).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("stands under its title", () => {
    const task = renderReading("Budget", [{ kind: "text", text: "1,200 euros.", tone: "normal" }], "en");
    expect(task).toMatchObject({ title: "Budget", height: "large" });
    expect(bodyOf(task)).toEqual([runs({ text: "1,200 euros." })]);
  });

  it("says what went wrong as it was written", () => {
    const task = renderProblem("Something went wrong <at>all</at>. Please try again.", "en");
    expect(taskOffences(task)).toEqual([]);
    expect(readCard(task.card.content)).toEqual({ links: [], effects: [] });
  });
});
