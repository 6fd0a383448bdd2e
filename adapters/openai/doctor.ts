import { z } from "zod";
import { type Finding, note, right, wrong } from "../../src/channel/finding.ts";
import { WRITING } from "../../src/model/guarded.ts";
import { ModelFailure } from "../../src/model/model.ts";
import { ours } from "../../src/redaction/redacted.ts";
import { type Chat, openaiChat } from "./chat.ts";
import type { ChatSettings } from "./chat-client.ts";
import type { Rung } from "./manner.ts";

/** Longer than Lotse waits, to tell slow from silent. */
const LONGEST_MS = 30_000;
const ASK = { org: "doctor", task: "doctor", mostTokens: 300 };
const COUNTING = "Write the numbers from one to ten as words, in one line.";
const Colours = z.object({ colours: z.array(z.string()) });

const RUNGS: Record<Rung, Finding> = {
  json_schema: right("It answers in the shape it is asked for, by a schema (json_schema)."),
  json_object: right("It answers in the shape it is asked for, as JSON (json_object): it takes no schema."),
  words: note("It knows no shapes. Lotse asks for them in words, which takes a second request now and then."),
};

/** Whether Lotse can work with this model, asked of the model itself. */
export async function examineModel(settings: ChatSettings | null, now: () => number): Promise<Finding[]> {
  if (settings === null)
    return [
      note(
        "No model is named, and none is needed. To use one, set MODEL_URL and MODEL_NAME, and MODEL_KEY if it wants a key.",
      ),
    ];
  const chat = openaiChat(settings);
  const answers = await answerFindings(chat, now);
  if (answers.some(({ state }) => state === "wrong")) return answers;
  return [...answers, ...keepingFindings(chat), await shapeFinding(chat)];
}

async function answerFindings(chat: Chat, now: () => number): Promise<Finding[]> {
  const began = now();
  let [firstMs, pieces, tokens] = [0, 0, 0];
  const messages = [{ role: "user", text: ours(COUNTING) }] as const;
  const counted = (more: number) => {
    tokens += more;
  };
  try {
    for await (const _ of chat.write({ ...ASK, messages }, counted, AbortSignal.timeout(LONGEST_MS))) {
      if (pieces === 0) firstMs = now() - began;
      pieces++;
    }
  } catch (error) {
    return [failed(error)];
  }
  return [
    right(`${chat.name} at ${chat.host} answers.`),
    firstMs > WRITING.first
      ? wrong(
          `It begins after ${seconds(firstMs)} s, and Lotse waits ${seconds(WRITING.first)} s. Choose a model that is faster, or does not think first.`,
        )
      : right(`It begins after ${seconds(firstMs)} s.`),
    pieces > 1
      ? right("Its answer comes in pieces.")
      : note("Its answer comes at once, so people see nothing of it until it is whole."),
    tokens > 0
      ? right("It says what an answer takes in tokens.")
      : note("It does not say what an answer takes in tokens: that is estimated by length."),
  ];
}

function keepingFindings(chat: Chat): Finding[] {
  if (chat.manner().extras.includes("store")) return [];
  return [
    note(
      "It does not take `store: false`, the wish that it keep nothing. Look at what its provider says about that.",
    ),
  ];
}

async function shapeFinding(chat: Chat): Promise<Finding> {
  const messages = [{ role: "user", text: ours("Name two colours, as JSON.") }] as const;
  try {
    await chat.fill({ ...ASK, messages }, Colours, () => {}, AbortSignal.timeout(LONGEST_MS));
    return RUNGS[chat.manner().rung];
  } catch (error) {
    const { sentence } = failed(error);
    return note(
      `It answers in no shape: ${sentence} What Lotse asks for in shapes is left out, answers are not.`,
    );
  }
}

function failed(error: unknown): Finding {
  if (!(error instanceof ModelFailure)) throw error;
  if (error.trouble === "ended")
    return wrong(
      `The language model has said nothing for ${seconds(LONGEST_MS)} s. Check MODEL_URL, or choose a faster one.`,
    );
  if (error.trouble === "unusable")
    return wrong(
      `${error.message} Check MODEL_NAME. A model that thinks before it answers may use up all it may write: choose one that does not.`,
    );
  return wrong(error.message);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(ms < 10_000 ? 1 : 0).replace(/\.0$/, "");
}
