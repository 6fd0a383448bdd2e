import type { Problem } from "../knowledge/document.ts";

/** More than this nobody reads before trying again. */
const MOST_LISTED = 100;

/** What is wrong with one file: the first hundred problems, and how many more there are. */
export function problemList(path: string) {
  const listed: Problem[] = [];
  let more = 0;
  let nextLine = 0;
  return {
    add(line: number, reason: string): void {
      if (listed.length < MOST_LISTED) listed.push({ path, line, reason });
      else if (more++ === 0) nextLine = line;
    },
    all(): Problem[] {
      return more === 0 ? listed : [...listed, { path, line: nextLine, reason: `And ${more} more.` }];
    },
  };
}
