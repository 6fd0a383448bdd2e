import type { Reader, Store } from "./store.ts";

/** Where something stands before there is any org, such as the code that the first admin comes in with. */
export const NO_ORG = "";

/** What a sweep finds: it goes from org to org, and no query of it sees two. */
export async function inEachOrg<Row>(
  store: Pick<Store, "orgs" | "readOf">,
  find: (read: Reader, org: string) => Promise<Row[]>,
): Promise<Row[]> {
  const found: Row[] = [];
  for (const org of await store.orgs()) found.push(...(await find(store.readOf(org), org)));
  return found;
}
