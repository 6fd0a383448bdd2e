import { element, part } from "../page/element.ts";
import { fill } from "../page/words.ts";
import type { Desk } from "./desk.ts";
import { date } from "./say.ts";

/** Golden questions whose answer got lost, above everything else; not there as long as there is none. */
export function lostView(desk: Desk) {
  function draw(): void {
    const lost = desk.view().lostAnswers ?? [];
    part("lost", HTMLElement).hidden = lost.length === 0;
    const lines = lost.map(({ question, language, since }) =>
      element(
        "li",
        {},
        element("q", { lang: language, dir: "auto" }, question),
        ` ${fill(desk.words().lostSince, { date: date(desk, since) })}`,
      ),
    );
    part("lost-list", HTMLElement).replaceChildren(...lines);
  }

  return { update: draw, rewrite: draw };
}
