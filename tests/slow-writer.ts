import type { Writer } from "../src/answer/writer.ts";
import { text } from "../src/channel/block.ts";

/** Says `words` one by one with a pause after each, as a language model would; stopped, it gives what it has said. */
export function slowWriter(words: readonly string[], pauseMs: number): Writer {
  return {
    async write({ sure }, say, signal) {
      let said = "";
      for (const word of words) {
        if (signal.aborted) break;
        said += `${word} `;
        await say(`${word} `);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pauseMs);
          signal.addEventListener("abort", () => {
            clearTimeout(timer);
            resolve();
          });
        });
      }
      return { blocks: [text(said.trim())], sure };
    },
  };
}
