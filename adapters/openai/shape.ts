import { z } from "zod";
import type { Rung } from "./manner.ts";

export type Line = { role: "system" | "user" | "assistant"; content: string };
type Missed = { state: "missed"; text: string; json: boolean; why: string };
type Filled<Shape> = { state: "filled"; value: Shape } | Missed;

/** What asks for a shape on this rung. */
export function formatOf(rung: Rung, schema: object) {
  if (rung === "words") return {};
  if (rung === "json_object") return { response_format: { type: "json_object" } as const };
  return {
    response_format: {
      type: "json_schema",
      json_schema: { name: "answer", strict: true, schema: { ...schema } },
    } as const,
  };
}

/** The shape in words. */
export function described(schema: object): Line {
  return {
    role: "system",
    content: `Answer with one JSON object and nothing else. It keeps to this JSON Schema:\n${JSON.stringify(schema)}`,
  };
}

/** Asks to mend what missed the shape. Of what is sent, only the model's own words are new. */
export function asksAgain({ text, why }: Missed, schema: object): Line[] {
  return [
    { role: "assistant", content: text },
    { role: "user", content: `That does not keep to the shape: ${why}. ${described(schema).content}` },
  ];
}

export function filledIn<Shape>(text: string, shape: z.ZodType<Shape>): Filled<Shape> {
  const json = jsonIn(text);
  if (json === undefined) return { state: "missed", text, json: false, why: "it is no JSON" };
  const read = shape.safeParse(json);
  if (read.success) return { state: "filled", value: read.data };
  return { state: "missed", text, json: true, why: z.prettifyError(read.error) };
}

/** The object in it, whatever a model says around it, such as what it thought before; undefined: there is none. */
function jsonIn(text: string): unknown {
  const said = text.trimStart().startsWith("<think>") ? text.slice(text.indexOf("</think>")) : text;
  const [from, to] = [said.indexOf("{"), said.lastIndexOf("}")];
  if (from === -1) return undefined;
  try {
    return JSON.parse(said.slice(from, to + 1));
  } catch {
    return undefined;
  }
}
