import { z } from "zod";

/** What is practised: a question and the passages that answer it. It is also what a button carries. */
export const Exercise = z.object({ question: z.string(), passages: z.array(z.string()).max(3) });
export type Exercise = z.infer<typeof Exercise>;

/** How much a hint says: a question, where to look, the sentence with blanks, the sentence. */
const Strength = z.literal([0, 1, 2, 3]);
export type Strength = z.infer<typeof Strength>;

/** A talk with the coach, as it waits for the learner. It is all there is of it, and is gone at its end. `until` ends it by itself. */
export const Talk = z.discriminatedUnion("step", [
  z.object({ step: z.literal("telling"), exercise: Exercise, until: z.number() }),
  z.object({
    step: z.literal("practising"),
    exercise: Exercise,
    until: z.number(),
    /** Which point it is about, and how much is said about it. */
    point: z.number(),
    strength: Strength,
    /** How much is said first about a point: less after success, more after trouble. */
    from: Strength,
    /** What the learner has said to this point. */
    tries: z.array(z.string()),
  }),
]);
export type Talk = z.infer<typeof Talk>;
export type Practising = Extract<Talk, { step: "practising" }>;

/** What a learner says of themselves. */
export type Judgement = "had" | "nearly" | "not-yet";

const MOST_TRIES = 4;
/** In UTF-16 code units. */
const LONGEST_TRY = 600;

const STRONGER = { 0: 1, 1: 2, 2: 3, 3: 3 } as const satisfies Record<Strength, Strength>;
const WEAKER = { 0: 0, 1: 0, 2: 1, 3: 2 } as const satisfies Record<Strength, Strength>;
const ALL_OF_IT = 3;

/** The first hint says where to look. */
export function begun({ exercise, until }: Talk, told: string): Practising {
  const tries = told === "" ? [] : [told.slice(0, LONGEST_TRY)];
  return { step: "practising", exercise, until, point: 0, strength: 1, from: 1, tries };
}

export function tried(talk: Practising, said: string): Practising {
  return { ...talk, tries: [...talk.tries, said.slice(0, LONGEST_TRY)].slice(-MOST_TRIES) };
}

/** Had it: on to the next point, with less help. Trouble: a stronger hint, and after the last of them the next point with more help. */
export function judged(talk: Practising, judgement: Judgement): Practising {
  const { point, strength, from } = talk;
  if (judgement !== "had" && strength !== ALL_OF_IT) return { ...talk, strength: STRONGER[strength] };
  const next = strength === ALL_OF_IT ? moreHelp(from, judgement) : WEAKER[from];
  return { ...talk, point: point + 1, strength: next, from: next, tries: [] };
}

/** Whoever had to be told gets more help with the next one; all of it is never the beginning. */
function moreHelp(from: Strength, judgement: Judgement): Strength {
  return judgement === "had" ? from : from === 2 ? 2 : STRONGER[from];
}

/** How a try fits, as a model sees it. */
export type Fit = "yes" | "partly" | "no";

/** A weaker hint after what fits in part, a stronger one after each try in a row that does not; never all of it. */
export function strengthAfter(strength: Strength, fits: readonly Fit[]): 0 | 1 | 2 {
  let now = strength;
  for (const fit of fits) now = fit === "no" ? STRONGER[now] : WEAKER[now];
  return now === ALL_OF_IT ? 2 : now;
}
