import { APIError } from "openai";

/** How an answer gets its shape: by a schema, as JSON of some kind, or by words. */
export type Rung = "json_schema" | "json_object" | "words";

/** What a request does without where a server does not know it. */
type Extra = "store" | "temperature" | "stream_options";

/** How a server wants to be asked. There is one protocol, and every server knows another part of it. */
export type Manner = {
  longest: "max_completion_tokens" | "max_tokens";
  extras: readonly Extra[];
  rung: Rung;
};

export const FULL_MANNER: Manner = {
  longest: "max_completion_tokens",
  extras: ["store", "temperature", "stream_options"],
  rung: "json_schema",
};

const ABOUT_THE_TEXTS = ["content_filter", "context_length_exceeded", "string_above_max_length"];

export function extrasOf({ extras }: Manner, streams: boolean) {
  return {
    // Nothing is to be kept there.
    ...(extras.includes("store") && { store: false }),
    // The same question gets the same answer.
    ...(extras.includes("temperature") && { temperature: 0 }),
    ...(streams && extras.includes("stream_options") && { stream_options: { include_usage: true } }),
  };
}

/** The next to try after a server has refused a request in this manner; null: what it refuses is not the manner. */
export function simpler(manner: Manner, error: unknown, shaped: boolean): Manner | null {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return null;
  if (typeof error.code === "string" && ABOUT_THE_TEXTS.includes(error.code)) return null;
  const said = `${error.param} ${error.message} ${JSON.stringify(error.error)}`;
  if (manner.longest === "max_completion_tokens" && said.includes("max_completion_tokens"))
    return { ...manner, longest: "max_tokens" };
  const extra = manner.extras.find((name) => said.includes(name));
  if (extra) return { ...manner, extras: manner.extras.filter((other) => other !== extra) };
  if (shaped && /response_format|json_schema|json_object/.test(said)) return lower(manner);
  return bare(manner, shaped);
}

/** A rung down; null: there is none. */
export function lower(manner: Manner): Manner | null {
  if (manner.rung === "json_schema") return { ...manner, rung: "json_object" };
  return manner.rung === "json_object" ? { ...manner, rung: "words" } : null;
}

/** For servers that do not say what they do not know. */
function bare(manner: Manner, shaped: boolean): Manner | null {
  if (manner.longest === "max_tokens" && manner.extras.length === 0) return shaped ? lower(manner) : null;
  return { ...manner, longest: "max_tokens", extras: [] };
}
