import { APIConnectionError, APIError } from "openai";
import { ModelFailure, type Trouble } from "../../src/model/model.ts";
import { waitOf } from "./retry-after.ts";

/** What an error means that came while it was asked. What the provider says is never passed on: it may quote the texts. */
export function troubleOf(error: unknown, signal: AbortSignal): ModelFailure {
  if (signal.aborted) return new ModelFailure("ended", "The language model was not waited for.");
  if (error instanceof ModelFailure) return error;
  if (error instanceof APIConnectionError)
    return trouble("unavailable", "cannot be reached. Check MODEL_URL");
  if (!(error instanceof APIError) || error.status === undefined)
    return trouble("unavailable", "broke off, or what it answers cannot be read");
  return meaning(error.status, error);
}

function meaning(status: number, { headers, code }: APIError): ModelFailure {
  const afterMs = headers ? waitOf(headers, Date.now()) : null;
  if (code === "insufficient_quota")
    return trouble("refused", `answers ${status}: its account is used up. Look at it at the provider`);
  if (status === 401 || status === 403) return trouble("refused", `answers ${status}. Check MODEL_KEY`);
  if (status === 404) return trouble("refused", "answers 404. Check MODEL_URL and MODEL_NAME");
  if (status === 400 || status === 413 || status === 422)
    return trouble("unusable", `answers ${status}: it does not take what it was asked`);
  if (status === 429 || (status === 503 && afterMs !== null))
    return trouble("busy", `answers ${status}: it wants to be asked later`, afterMs);
  return trouble("unavailable", `answers ${status}`);
}

function trouble(kind: Trouble, what: string, afterMs: number | null = null): ModelFailure {
  return new ModelFailure(kind, `The language model ${what}.`, afterMs);
}
