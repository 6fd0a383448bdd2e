const TRIES = 3;

/** How long each question takes, in milliseconds: the best of three, since other work on the machine only adds to it. Ask them all once before. */
export async function timesOf(
  questions: readonly string[],
  search: (question: string) => unknown,
): Promise<number[]> {
  const times: number[] = [];
  for (const question of questions) {
    let best = Infinity;
    for (let once = 0; once < TRIES; once++) {
      const began = performance.now();
      await search(question);
      best = Math.min(best, performance.now() - began);
    }
    times.push(best);
  }
  return times;
}
