import type { Language } from "../src/channel/language.ts";
import { type Hands, hands } from "./hands.ts";
import { type House, type HouseOptions, house } from "./house.ts";
import { openPage, type Page } from "./page.ts";

export type Arrived = { home: House; ida: Page; hand: Hands; leave(): Promise<void> };

/** The house opens, and Ida comes to the page: the first time she chooses her language, later she finds what she left. */
export async function arrive(options: HouseOptions, language: Language | null): Promise<Arrived> {
  const home = await house(options);
  const ida = await openPage(home, "ida");
  await ida.until(() => ida.seen.some(({ name }) => name === "snapshot"));
  if (language !== null) await ida.send({ kind: "action", action: "language.choose", value: language }, 2);
  return {
    home,
    ida,
    hand: hands(ida),
    async leave() {
      await ida.close();
      await home.close();
    },
  };
}
