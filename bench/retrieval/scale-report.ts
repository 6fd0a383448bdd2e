import { z } from "zod";

/** What a large index costs; times in milliseconds, `memory` in bytes. A block is how long nothing else could run. */
export const Scale = z.object({
  build: z.number(),
  buildBlock: z.number(),
  memory: z.number(),
  p50: z.number(),
  p95: z.number(),
  change: z.number(),
  changeBlock: z.number(),
});
export type Scale = z.infer<typeof Scale>;
