import { z } from "zod";
import type { Json } from "./world.ts";

/** What a person puts into a form: by the label of each field, an option by its own label. */
export type Filled = Record<string, string | string[]>;

const Text = z.looseObject({ text: z.string() });
const Option = z.looseObject({ text: Text });
type Option = z.infer<typeof Option>;
const Input = z.looseObject({
  type: z.literal("input"),
  block_id: z.string(),
  label: Text,
  optional: z.boolean().default(false),
  element: z.looseObject({
    type: z.string(),
    action_id: z.string(),
    options: z.array(Option).default([]),
    min_length: z.number().optional(),
    max_length: z.number().optional(),
    initial_value: z.string().optional(),
    initial_option: Option.optional(),
    initial_options: z.array(Option).optional(),
    initial_date: z.string().optional(),
  }),
});
type Input = z.infer<typeof Input>;

export function inputsIn(blocks: readonly Json[]): Input[] {
  return blocks.flatMap((block) => {
    const input = Input.safeParse(block);
    return input.success ? [input.data] : [];
  });
}

/** The `state` of a form. Throws where Slack's own client would not let it be sent. */
export function stateOf(blocks: readonly Json[], filled: Filled = {}, check = false): Json {
  const inputs = inputsIn(blocks);
  for (const label of Object.keys(filled)) {
    if (!inputs.some((input) => input.label.text === label)) throw new Error(`there is no field “${label}”`);
  }
  const values: Record<string, Json> = {};
  for (const input of inputs) {
    const value = valueIn(input, filled[input.label.text]);
    if (check) mustBeSendable(input, value);
    values[input.block_id] = { [input.element.action_id]: { type: input.element.type, ...value } };
  }
  return { values };
}

type Value = {
  value?: string | null;
  selected_option?: Option | null;
  selected_options?: Option[];
  selected_date?: string | null;
};

function valueIn({ element }: Input, filled: string | string[] | undefined): Value {
  const option = (label: string) => {
    const found = element.options.find(({ text }) => text.text === label);
    if (!found) throw new Error(`there is no option “${label}”`);
    return found;
  };
  switch (element.type) {
    case "static_select":
    case "radio_buttons":
      return {
        selected_option: filled === undefined ? (element.initial_option ?? null) : option(String(filled)),
      };
    case "checkboxes":
    case "multi_static_select":
      return {
        selected_options:
          filled === undefined ? (element.initial_options ?? []) : [filled].flat().map(option),
      };
    case "datepicker":
      return { selected_date: filled === undefined ? (element.initial_date ?? null) : String(filled) };
    default:
      return { value: String(filled ?? element.initial_value ?? "") || null };
  }
}

function mustBeSendable({ label, optional, element }: Input, value: Value): void {
  const given = value.value ?? value.selected_option ?? value.selected_date ?? value.selected_options?.[0];
  if (!optional && (given === undefined || given === null)) {
    throw new Error(`“${label.text}” has to be filled in`);
  }
  const { length } = value.value ?? "";
  if (length > (element.max_length ?? 3000)) throw new Error(`“${label.text}” is too long`);
  if (length > 0 && length < (element.min_length ?? 0)) throw new Error(`“${label.text}” is too short`);
}
