import { z } from "zod";
import type { Block, Field, Form } from "../../../src/channel/block.ts";
import { cut } from "../../../src/channel/cut.ts";
import type { Language } from "../../../src/channel/language.ts";
import { Failure } from "../../../src/errors.ts";
import type { Texts } from "../../../src/i18n/en.ts";
import { texts } from "../../../src/i18n/texts.ts";
import { dataOf, OURS } from "./actions.ts";
import { attached, type CardAttachment, cardOf, renderCard } from "./card.ts";
import { aside, type ChoiceInput, type Element, lines, near, run, type TextInput } from "./elements.ts";
import { LIMITS } from "./limits.ts";
import { type Piece, shortened } from "./piece.ts";
import { flat, inOneLine, isCalm, plain, shown } from "./text.ts";

/** What opens as a dialog of Teams. */
export type Task = { title: string; width: "medium"; height: "medium" | "large"; card: CardAttachment };

/** A form again, as it was sent back: what was typed, and what to do about it. */
export type Mistakes = { typed: Record<string, string>; problems: Record<string, string> };
const NO_MISTAKES: Mistakes = { typed: {}, problems: {} };

const LONGEST_VALUE = 12_000;
const LONGEST_LABEL = 200;
const LONGEST_HINT = 300;
/** A few options are all in sight. */
const MOST_IN_SIGHT = 6;
/** Begins the value of an option, so that none is empty: that is what leaves a choice open. */
const CHOSEN = "=";

/** A form. What it is about travels in its submit. */
export function renderTask(form: Form, language: Language, mistakes: Mistakes = NO_MISTAKES): Task {
  const words = texts[language].teamsBlocks;
  const problems = Object.entries(mistakes.problems);
  const isElsewhere = ([field]: [string, string]) => !form.fields.some(({ name }) => name === field);
  const inputs = (longest: number) => form.fields.flatMap((field) => input(field, longest, mistakes, words));
  const pieces: Piece<Element>[] = [
    ...(problems.length === 0 ? [] : [{ parts: lines([run(words.mistakes)]), keep: true }]),
    ...problems.filter(isElsewhere).map(([, problem]) => ({ parts: problemLine(problem), keep: true })),
    intro(form.intro),
    { parts: inputs(LONGEST_VALUE), keep: true, shorter: shortened(inputs) },
  ];
  const said = cut(flat(`${form.title}: ${form.intro}`), LIMITS.fallbackText);
  const data = { [OURS]: { kind: "submit", form: form.form, value: form.value } satisfies Submitted };
  const actions = [{ type: "Action.Submit", title: titleOf(form.submit), style: "positive", data } as const];
  const card = cardOf(pieces, said, language, { actions });
  if (card.body.filter(isInput).length < inputs(0).filter(isInput).length)
    throw new Failure(
      "misconfigured",
      "A form is more than Teams takes in a card. Give it fewer fields or options.",
    );
  return { ...task(form.title, card), height: form.fields.length > 2 ? "large" : "medium" };
}

/** Something to look at: a passage, a journal. */
export function renderReading(title: string, blocks: Block[], language: Language): Task {
  return { ...task(title, renderCard(blocks, language, "dialog")), height: "large" };
}

/** What went wrong, and what to do about it. */
export function renderProblem(sentence: string, language: Language): Task {
  return task("Lotse", renderCard([{ kind: "text", text: sentence, tone: "normal" }], language, "dialog"));
}

function task(title: string, card: CardAttachment["content"]): Task {
  const short = cut(flat(title), LIMITS.taskTitle) || "Lotse";
  return { title: short, width: "medium", height: "medium", card: attached(card) };
}

function intro(text: string): Piece<Element> {
  const words = shown(text);
  const elements = (longest: number) => lines([run(cut(words, longest))]);
  return { parts: elements(words.length), keep: false, shorter: shortened(elements) };
}

function isInput({ type }: Element): boolean {
  return type === "Input.Text" || type === "Input.ChoiceSet";
}

function input(
  field: Field,
  longest: number,
  { typed, problems }: Mistakes,
  words: Texts["teamsBlocks"],
): Element[] {
  const start = typed[field.name] ?? field.initial;
  const element =
    field.kind === "text"
      ? textInput(field, cut(shown(start), longest), words)
      : choiceInput(field, start, words);
  if (element.type === "Input.ChoiceSet" && element.choices.length === 0) return [];
  const problem = problems[field.name];
  return [
    element,
    ...(problem === undefined ? [] : near(problemLine(problem))),
    ...near(aside(cut(inOneLine(field.hint), LONGEST_HINT))),
  ];
}

function titleOf(text: string): string {
  return cut(plain(inOneLine(text)), LONGEST_LABEL) || "…";
}

/** Not by its colour alone. */
function problemLine(problem: string): Element[] {
  return lines([
    run("⚠ ", { color: "Attention" }),
    run(cut(inOneLine(problem), LONGEST_HINT), { color: "Attention", weight: "Bolder" }),
  ]);
}

function textInput(
  field: Extract<Field, { kind: "text" }>,
  start: string,
  words: Texts["teamsBlocks"],
): TextInput {
  const value = cut(start, field.longest);
  return {
    type: "Input.Text",
    id: `text.${field.name}`,
    ...named(field, words),
    isMultiline: field.lines === "many",
    maxLength: field.longest,
    ...(value === "" ? {} : { value }),
  };
}

/** What need not be chosen can be left open again. Teams reads Markdown in options that are all in sight, if not in a list. */
function choiceInput(
  field: Extract<Field, { kind: "choice" }>,
  start: string,
  words: Texts["teamsBlocks"],
): ChoiceInput {
  const choices = field.options.map(({ value, label }) => ({
    title: titleOf(label),
    value: `${CHOSEN}${value}`,
  }));
  if (!field.required) choices.push({ title: words.leaveOpen, value: CHOSEN });
  const isChosen = field.options.some(({ value }) => value === start);
  const isInSight = choices.length <= MOST_IN_SIGHT && choices.every(({ title }) => isCalm(title));
  return {
    type: "Input.ChoiceSet",
    id: `choice.${field.name}`,
    ...named(field, words),
    style: isInSight ? "expanded" : "compact",
    wrap: true,
    choices,
    ...(isChosen ? { value: `${CHOSEN}${start}` } : {}),
  };
}

function named({ label, required }: Field, words: Texts["teamsBlocks"]) {
  return { label: titleOf(label), isRequired: required, errorMessage: words.required };
}

const Submitted = z.object({ kind: z.literal("submit"), form: z.string(), value: z.string() });
type Submitted = z.infer<typeof Submitted>;
const Typed = z.looseObject({ [OURS]: Submitted });

/** A form that was filled in. */
export type Filled = { form: string; value: string; values: Record<string, string> };

/** What was typed and chosen, by field. Null for what is no form of ours. */
export function readTask(invoked: unknown): Filled | null {
  const read = Typed.safeParse(dataOf(invoked));
  if (!read.success) return null;
  const { [OURS]: submitted, ...inputs } = read.data;
  return { form: submitted.form, value: submitted.value, values: valuesOf(inputs) };
}

/** What stands in the inputs of a form of ours. */
export function valuesOf(inputs: Record<string, unknown>): Record<string, string> {
  const values = Object.entries(inputs).flatMap(([id, given]) => {
    const [, kind, field] = /^(text|choice)\.(.{1,40})$/.exec(id) ?? [];
    if (field === undefined || typeof given !== "string") return [];
    return [[field, kind === "choice" ? given.slice(CHOSEN.length) : given]];
  });
  return Object.fromEntries(values);
}
