import { z } from "zod";

/** How well a signal tells questions the items answer from others: the area under the curve, and three points of it. */
const Curve = z.object({ area: z.number(), kept5: z.number(), kept10: z.number(), kept20: z.number() });
export type Curve = z.infer<typeof Curve>;
const Curves = z.object({ offTopic: Curve, removed: Curve });
/** How many questions got which band, in shares. */
const Bands = z.object({ answer: z.number(), unsure: z.number(), none: z.number() });
export type Bands = z.infer<typeof Bands>;

/**
 * Whether an engine knows what it does not know. `answered`: questions whose items are all there. `offTopic`: those of another set.
 * `removed`: those whose items were taken out.
 */
export const Abstention = z.object({
  asked: z.object({ answered: z.number(), offTopic: z.number(), removed: z.number() }),
  score: Curves.nullable(),
  band: Curves.nullable(),
  bands: z.object({ answered: Bands, offTopic: Bands, removed: Bands }).nullable(),
});
export type Abstention = z.infer<typeof Abstention>;

/** What one engine reached on one set. Times in milliseconds, `memory` in bytes; `typoGain` is nDCG@10 with a typo in each question. */
export const Report = z.object({
  engine: z.string(),
  set: z.string(),
  items: z.number(),
  questions: z.number(),
  gain: z.number(),
  recall10: z.number(),
  recall100: z.number(),
  reciprocalRank: z.number(),
  typoGain: z.number(),
  p50: z.number(),
  p95: z.number(),
  build: z.number(),
  memory: z.number(),
  abstention: Abstention.nullable(),
});
export type Report = z.infer<typeof Report>;
