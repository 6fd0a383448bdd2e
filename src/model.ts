import { z } from "zod";
import { extractiveWriter } from "./answer/extract.ts";
import { modelWriter } from "./answer/grounded/writer.ts";
import type { Writer } from "./answer/writer.ts";
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";
import { budget } from "./model/budget.ts";
import { guarded } from "./model/guarded.ts";
import type { Help } from "./model/help.ts";
import type { Model } from "./model/model.ts";
import type { Prompts } from "./model/prompts.ts";
import { redaction } from "./redaction/redaction.ts";
import type { Rosters } from "./redaction/rosters.ts";
import type { Store } from "./store/store.ts";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const URL_RULE =
  "expected the address of an endpoint for Chat Completions, https://HOST/v1 (http only on this computer: localhost or 127.0.0.1)";
const TOKENS_RULE = "expected a number of tokens, from 1000 to 1000000000";

export const modelSettings = {
  MODEL_URL: z
    .string()
    .refine(isSafe, URL_RULE)
    .transform((text) => new URL(text))
    .optional(),
  MODEL_NAME: z.string().optional(),
  MODEL_KEY: z
    .string()
    .regex(/^[!-~]+$/, "expected the key as its provider shows it, in one word")
    .optional(),
  MODEL_API_VERSION: z
    .string()
    .regex(/^[\w.-]+$/, "expected a version of Azure's API, such as 2024-10-21")
    .optional(),
  MODEL_TOKENS_A_DAY: z
    .string()
    .regex(/^\d{4,10}$/, TOKENS_RULE)
    .transform(Number)
    .refine((tokens) => tokens >= 1000 && tokens <= 1_000_000_000, TOKENS_RULE)
    .default(2_000_000),
};
const Settings = z.object(modelSettings);
type Settings = z.infer<typeof Settings>;

export type ModelConfig = {
  url: URL;
  model: string;
  /** Null: the endpoint wants none. */
  key: string | null;
  /** Of Azure's deployment form; null: an address as others have it, as Azure has in its newer form. */
  azureVersion: string | null;
  /** What a company's people may use up together in a day. */
  tokensADay: number;
};

/** Null: no language model. */
export function modelConfig(settings: Settings): ModelConfig | null {
  const { MODEL_URL: url, MODEL_NAME: model, MODEL_KEY, MODEL_API_VERSION } = settings;
  if (!url || model === undefined) return null;
  return {
    ...{ url, model, key: MODEL_KEY ?? null, azureVersion: MODEL_API_VERSION ?? null },
    tokensADay: settings.MODEL_TOKENS_A_DAY,
  };
}

/** Settings that do not go together; null: they do. */
export function modelProblem(given: Record<string, string | undefined>): string | null {
  const { MODEL_URL, MODEL_NAME, MODEL_KEY, MODEL_API_VERSION } = given;
  if (MODEL_API_VERSION !== undefined && MODEL_KEY === undefined)
    return "MODEL_API_VERSION: expected with MODEL_KEY, one of the two keys of the Azure resource.";
  const any = Object.keys(modelSettings).some((name) => given[name] !== undefined);
  if (!any || (MODEL_URL !== undefined && MODEL_NAME !== undefined)) return null;
  return "MODEL_URL, MODEL_NAME: expected both of them, or no setting that begins with MODEL_. Without, answers are put together from the passages themselves.";
}

type Parts = { store: Store; rosters: Rosters; prompts: Prompts; clock: Clock; log: Log };

/** What it takes to have a model help. Loaded when it is wanted: everything works without. */
export async function helpOf(
  config: ModelConfig,
  parts: Parts,
): Promise<Help & { writer(model: Model): Writer }> {
  const { openaiChat } = await import("../adapters/openai/chat.ts");
  const redactionOf = async (org: string) => redaction(await parts.rosters.of(org));
  const { prompts, log } = parts;
  return {
    model: guarded(openaiChat(config), { ...parts, budget: budget(parts, config.tokensADay) }),
    prompts,
    redactionOf,
    writer: (model) => modelWriter({ model, prompts, redactionOf, fallback: extractiveWriter, log }),
  };
}

/** Texts go there, and a key: only what stays on this computer may go in clear. */
function isSafe(text: string): boolean {
  const url = URL.parse(text);
  if (url?.username !== "" || url.search !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.includes(url.hostname));
}
