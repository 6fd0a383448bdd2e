import type { types } from "@slack/bolt";
import { z } from "zod";
import type { Field, Form } from "../../../src/channel/block.ts";
import { cut } from "../../../src/channel/cut.ts";
import type { Language } from "../../../src/channel/language.ts";
import { texts } from "../../../src/i18n/texts.ts";
import { carriedBack, carry } from "./carry.ts";
import { plain, type SlackBlock, shown } from "./elements.ts";
import { LIMITS } from "./limits.ts";
import { prose, run } from "./prose.ts";
import { inView, modal, wholeTitle } from "./view.ts";

const LONGEST_INTRO = 6000;
/** What every input is called inside of its block, which is named after its field. */
const INPUT = "field";
/** Begins what an option carries that is no value itself: alone "none of these", with a number one of the long values. */
const NOT_ITSELF = "~";

/** A form. What it is about travels in its `private_metadata`, behind the caller's own (up to 900 code units). */
export function renderModal(
  form: Form,
  language: Language,
  { private_metadata }: { private_metadata: string },
): types.ModalView {
  const long = form.fields.flatMap(longValues);
  const { leaveOpen } = texts[language].slackBlocks;
  const fields = form.fields.map((field) => ({ blocks: input(field, long, leaveOpen), keep: true }));
  const intro = prose(
    { label: "", runs: [run(cut(shown(form.intro), LONGEST_INTRO))], quoted: false },
    "view",
  );
  return {
    ...modal(form.title, language),
    callback_id: form.form,
    private_metadata: carry([private_metadata, form.value, ...long]),
    submit: plain(form.submit, LIMITS.viewTitle),
    close: plain(form.cancel, LIMITS.viewTitle),
    blocks: inView([...wholeTitle(form.title), intro, ...fields], language),
  };
}

function input(field: Field, long: string[], leaveOpen: string): SlackBlock[] {
  const element = field.kind === "text" ? textInput(field) : choiceInput(field, long, leaveOpen);
  if (!element) return [];
  return [
    {
      type: "input",
      block_id: field.name,
      label: plain(field.label, LIMITS.fieldLabel),
      ...(shown(field.hint) === "" ? {} : { hint: plain(field.hint, LIMITS.fieldLabel) }),
      optional: !field.required,
      element,
    },
  ];
}

function textInput({ lines, longest, initial }: Extract<Field, { kind: "text" }>): types.PlainTextInput {
  const start = shown(initial);
  const max_length = Math.min(longest, LIMITS.typed);
  return {
    type: "plain_text_input",
    action_id: INPUT,
    multiline: lines === "many",
    max_length,
    ...(start === "" ? {} : { initial_value: cut(start, max_length) }),
  };
}

type Choice = Extract<Field, { kind: "choice" }>;

/** A few options are all in sight; more are folded away. What need not be chosen can be left open again. */
function choiceInput({ options, required, initial }: Choice, long: string[], leaveOpen: string) {
  const offered = options.map(({ value, label }) => option(label, carriedAs(value, long)));
  if (offered.length === 0) return null;
  if (!required) offered.push(option(leaveOpen, NOT_ITSELF));
  const chosen = offered.find(({ value }) => initial !== "" && value === carriedAs(initial, long));
  const start = { action_id: INPUT, ...(chosen ? { initial_option: chosen } : {}) };
  if (offered.length <= LIMITS.radioButtons)
    return { type: "radio_buttons", ...start, options: offered } satisfies types.RadioButtons;
  if (offered.length <= LIMITS.options)
    return { type: "static_select", ...start, options: offered } satisfies types.StaticSelect;
  return { type: "static_select", ...start, option_groups: groups(offered) } satisfies types.StaticSelect;
}

function option(label: string, value: string) {
  return { text: plain(label, LIMITS.optionText), value };
}

function groups(
  options: types.PlainTextOption[],
): { label: types.PlainTextElement; options: types.PlainTextOption[] }[] {
  if (options.length === 0) return [];
  const group = options.slice(0, LIMITS.options);
  const label = plain(`${group[0]?.text.text} – ${group.at(-1)?.text.text}`, LIMITS.optionText);
  return [{ label, options: group }, ...groups(options.slice(LIMITS.options))];
}

/** Values that an option cannot carry are numbered, and travel with the view. */
function longValues(field: Field): string[] {
  const values = field.kind === "choice" ? field.options.map(({ value }) => value) : [];
  return values.filter(
    (value) => value === "" || value.length > LIMITS.optionValue || value.startsWith(NOT_ITSELF),
  );
}

function carriedAs(value: string, long: string[]): string {
  const at = long.indexOf(value);
  return at < 0 ? value : `${NOT_ITSELF}${at}`;
}

/** A form that was filled in. */
export type Filled = {
  form: string;
  value: string;
  values: Record<string, string>;
  private_metadata: string;
};

const Input = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});
const View = z.object({
  callback_id: z.string(),
  private_metadata: z.string(),
  blocks: z.array(z.object({ type: z.string(), block_id: z.string().optional() })),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), Input)) }),
});

/** What was typed and chosen, by field. Null for what is no form of ours. */
export function readView(view: unknown): Filled | null {
  const read = View.safeParse(view);
  if (!read.success) return null;
  const { callback_id, private_metadata, state } = read.data;
  const [metadata, value, ...long] = carriedBack(private_metadata);
  if (metadata === undefined || value === undefined) return null;
  const values = Object.entries(state.values).map(([field, inputs]) => {
    const { value: typed, selected_option: chosen } = inputs[INPUT] ?? {};
    return [field, typed ?? (chosen ? chosenValue(chosen.value, long) : "")];
  });
  return { form: callback_id, value, values: Object.fromEntries(values), private_metadata: metadata };
}

function chosenValue(value: string, long: string[]): string {
  if (!value.startsWith(NOT_ITSELF)) return value;
  return value === NOT_ITSELF ? "" : (long[Number(value.slice(1))] ?? "");
}

const LONGEST_PROBLEM = 2000;

/** What to do about each field, beside its input. What belongs to none that is shown stands beside the first. */
export function formErrors(view: unknown, problems: Record<string, string>): Record<string, string> {
  const read = View.pick({ blocks: true }).safeParse(view);
  const inputs = (read.success ? read.data.blocks : []).flatMap(({ type, block_id }) =>
    type === "input" && block_id !== undefined ? [block_id] : [],
  );
  const errors: Record<string, string> = {};
  for (const [field, problem] of Object.entries(problems)) {
    const place = inputs.includes(field) ? field : inputs[0];
    if (place === undefined) continue;
    const before = errors[place];
    errors[place] = cut(
      before === undefined ? shown(problem) : `${before} ${shown(problem)}`,
      LONGEST_PROBLEM,
    );
  }
  return errors;
}
