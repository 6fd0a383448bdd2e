import { walk } from "./cards.ts";
import { objects } from "./shown.ts";
import type { Json } from "./world.ts";

/** By the label (or the title, or the id) of a field. Choices by what they are called. */
export type Filled = Record<string, string | string[] | boolean>;
export type Read = { state: "filled"; data: Json } | { state: "errors"; errors: Record<string, string> };

/** The inputs of a card as the client sends them, or what it says below the fields instead. */
export function readInputs(card: Json, filled: Filled): Read {
  const [data, errors]: [Json, Record<string, string>] = [{}, {}];
  const unused = new Set(Object.keys(filled));
  walk(card, (element) => {
    if (!String(element.type).startsWith("Input.")) return;
    const label = String(element.label ?? element.title ?? element.id);
    unused.delete(label);
    const value = filled[label] === undefined ? element.value : chosen(element, filled[label]);
    const isEmpty = value === undefined || value === "";
    if (!isEmpty) data[String(element.id)] = value;
    if (isProblem(element, value, isEmpty)) errors[label] = String(element.errorMessage ?? "");
  });
  const [stranger] = unused;
  if (stranger !== undefined) throw new Error(`there is no field “${stranger}”`);
  return Object.keys(errors).length > 0 ? { state: "errors", errors } : { state: "filled", data };
}

/** By label: what stands in each field. */
export function fieldsOf(card: Json): Record<string, unknown> {
  const fields: Json = {};
  walk(card, (element) => {
    if (!String(element.type).startsWith("Input.")) return;
    fields[String(element.label ?? element.title ?? element.id)] = element.value ?? "";
  });
  return fields;
}

function chosen(element: Json, given: string | string[] | boolean): unknown {
  if (element.type === "Input.Toggle") {
    return given === true ? (element.valueOn ?? "true") : (element.valueOff ?? "false");
  }
  if (element.type !== "Input.ChoiceSet") return given;
  const choices = objects(element.choices);
  const values = [given].flat().map((title) => {
    const choice = choices.find((one) => one.title === title);
    if (!choice) throw new Error(`there is no choice “${String(title)}”`);
    return String(choice.value);
  });
  return values.join(",");
}

function isProblem(element: Json, value: unknown, isEmpty: boolean): boolean {
  if (isEmpty) return element.isRequired === true;
  const text = String(value);
  if (typeof element.maxLength === "number" && text.length > element.maxLength) return true;
  if (element.type === "Input.Number") {
    const [min, max] = [Number(element.min ?? -Infinity), Number(element.max ?? Infinity)];
    return Number.isNaN(Number(text)) || Number(text) < min || Number(text) > max;
  }
  if (element.type !== "Input.Date") return false;
  return text < String(element.min ?? "") || text > String(element.max ?? "9999");
}
