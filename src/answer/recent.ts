import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { ShortMemory } from "../replica/short-memory.ts";
import { Said } from "./said.ts";

/** A question answered a moment ago. `place` is where in the chat it was asked. */
const Asked = z.object({
  answer: z.string(),
  place: z.string(),
  /** As it was understood. */
  question: z.string(),
  /** What a question that leans on it is about: of several in a row, the one that stood by itself. */
  subject: z.string(),
  /** Retrieved, in the order of their numbers. */
  passages: z.array(z.string()),
  sure: z.boolean(),
  language: z.enum(["de", "en"]),
  said: Said,
  at: z.number(),
});
export type Asked = z.infer<typeof Asked>;
export type Who = { org: string; learner: string };

/** So long is a question remembered. */
const REMEMBERED_MS = 15 * 60 * 1000;
/** In each place of the chat. */
const MOST_REMEMBERED = 3;
const MOST_IN_ALL = 12;

/** What somebody asked in the last minutes, by themselves, for nobody else: so that a question can lean on the one before. */
export function recentQuestions(memory: ShortMemory, clock: Clock) {
  const keyOf = ({ org, learner }: Who) => JSON.stringify(["recent questions", org, learner]);

  async function all(who: Who): Promise<Asked[]> {
    const kept = z.array(Asked).safeParse(await memory.get(keyOf(who))).data ?? [];
    return kept.filter(({ at }) => clock.now() - at < REMEMBERED_MS);
  }
  const put = (who: Who, asked: readonly Asked[]) => memory.put(keyOf(who), asked, REMEMBERED_MS);

  return {
    /** The one before `answer` in this place. */
    async before(who: Who, place: string, answer: string): Promise<Asked | null> {
      const here = (await all(who)).filter((one) => one.place === place && one.answer !== answer);
      return here.at(-1) ?? null;
    },
    async of(who: Who, answer: string): Promise<Asked | null> {
      return (await all(who)).find((one) => one.answer === answer) ?? null;
    },
    async keep(who: Who, asked: Omit<Asked, "at">): Promise<void> {
      const others = (await all(who)).filter(({ answer }) => answer !== asked.answer);
      const here = others.filter(({ place }) => place === asked.place).slice(1 - MOST_REMEMBERED);
      const elsewhere = others.filter(({ place }) => place !== asked.place);
      await put(who, [...elsewhere, ...here, { ...asked, at: clock.now() }].slice(-MOST_IN_ALL));
    },
    /** What was asked in this place. */
    async leave(who: Who, place: string): Promise<void> {
      await put(
        who,
        (await all(who)).filter((one) => one.place !== place),
      );
    },
    forget: (who: Who) => put(who, []),
  };
}

export type RecentQuestions = ReturnType<typeof recentQuestions>;
