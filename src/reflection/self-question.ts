import { z } from "zod";
import type { Change } from "../store/change.ts";
import { opened, openerFor, sealerFor } from "../store/learner-keys.ts";
import type { Reader } from "../store/store.ts";
import type { Keeper, Owner } from "./goal.ts";

/** A question to oneself, and the answer one wants to remember. */
const Words = z.object({ question: z.string(), answer: z.string() });
export type Words = z.infer<typeof Words>;
export type SelfQuestion = { question: string; words: Words; step: number; version: number };

/** Days from writing it to each asking: spaced retrieval beats reading again (Latimier 2021). */
export const ASKED_AFTER_DAYS = [7, 21, 60] as const;

/** Keeps a new question under the id of the event it came by. */
export async function keepQuestion(
  { keys, org, learner, since }: Keeper,
  question: string,
  words: Words,
  now: number,
): Promise<Change> {
  const sealer = await sealerFor(keys, org, learner, since);
  const sealed_words = sealer.seal(words, place(org, learner, question));
  const row = { org, learner, question, sealed_words, step: 0, at: now, version: 0 };
  return { change: "add", table: "self_question", row };
}

/** The questions that are still to be asked: their ids, and how often they were. */
export async function openQuestions(
  read: Reader,
  org: string,
  learner: string,
): Promise<{ question: string; step: number }[]> {
  const rows = await read
    .selectFrom("self_question")
    .select(["question", "step"])
    .where("org", "=", org)
    .where("learner", "=", learner)
    .orderBy("at")
    .execute();
  return rows.filter(({ step }) => step < ASKED_AFTER_DAYS.length);
}

/** Null: there is none of this id, or it cannot be read any more. */
export async function findQuestion(
  { read, keys, org, learner }: Owner,
  question: string,
): Promise<SelfQuestion | null> {
  const row = await read
    .selectFrom("self_question")
    .select(["sealed_words", "step", "version"])
    .where("org", "=", org)
    .where("learner", "=", learner)
    .where("question", "=", question)
    .executeTakeFirst();
  const opener = row ? await openerFor(keys, org, learner) : null;
  if (!row || !opener) return null;
  const { sealed_words, step, version } = row;
  const words = opened(Words, opener, sealed_words, place(org, learner, question));
  return words && { question, words, step, version };
}

function place(org: string, learner: string, question: string) {
  return ["self_question", org, learner, question] as const;
}
