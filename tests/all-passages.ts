import { documentHashes, passagesOf, type SourcePassage } from "../src/knowledge/passages.ts";
import type { Reader } from "../src/store/store.ts";

/** Every passage of the org, in a fixed order. */
export async function allPassages(read: Reader, org: string): Promise<SourcePassage[]> {
  const passages: SourcePassage[] = [];
  for (const document of [...(await documentHashes(read, org)).keys()].sort())
    passages.push(...(await passagesOf(read, org, document)));
  return passages;
}
