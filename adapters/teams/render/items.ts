import type { Card, Citation } from "../../../src/channel/block.ts";
import { cut } from "../../../src/channel/cut.ts";
import type { Texts } from "../../../src/i18n/en.ts";
import { actionOf, buttonsOf, rows, type Surface } from "./actions.ts";
import { type Action, aside, type Element, heading, lines, near, run } from "./elements.ts";
import { type Piece, shortened } from "./piece.ts";
import { flat, inOneLine, plain, shown, webAddress } from "./text.ts";

const LONGEST_TITLE = 400;
const LONGEST_ASIDE = 500;

/** A thing with what can be done about it. */
export function item(card: Card, surface: Surface, words: Texts["teamsBlocks"]): Piece<Element> {
  const name = inOneLine(card.title);
  const actions = [...opening(card, words), ...buttonsOf(card.buttons, surface, name)];
  const boxed = (longest: number): Element[] => {
    const items = [
      ...heading(cut(name, LONGEST_TITLE), "Default"),
      ...near(aside(cut(inOneLine(card.detail), LONGEST_ASIDE))),
      ...lines([run(cut(shown(card.body), longest))]),
      ...aside(cut(inOneLine(card.why), LONGEST_ASIDE)),
      ...rows(actions),
    ];
    return items.length === 0 ? [] : [{ type: "Container", separator: true, items }];
  };
  return { parts: boxed(card.body.length), keep: false, shorter: shortened(boxed) };
}

/** A button to the thing itself, where it is on the web. */
function opening({ title, url }: Card, words: Texts["teamsBlocks"]): Action[] {
  const address = webAddress(url);
  if (address === null) return [];
  const tooltip = flat(words.openItem(cut(inOneLine(title), LONGEST_TITLE)));
  return [{ type: "Action.OpenUrl", url: address, title: plain(words.open), tooltip }];
}

/** A source in a line, linked where there is an original. */
export function source({ number, title, section, detail, url }: Citation): Element[] {
  const about = [section, detail]
    .map((part) => cut(inOneLine(part), LONGEST_ASIDE / 2))
    .filter((part) => part !== "");
  const name = run(cut(inOneLine(title), LONGEST_TITLE), {}, webAddress(url));
  return near(lines([run(`[${number}] `), name, ...about.map((part) => run(` · ${part}`))]));
}

/** A button for each source, which shows the passage. */
export function sourceButtons(
  citations: Citation[],
  surface: Surface,
  words: Texts["teamsBlocks"],
): Action[] {
  return citations.flatMap(({ number, title, passage }) =>
    actionOf({ kind: "passage", passage }, words.source(`${number}`), surface, {
      about: words.openSource(`${number}`, cut(inOneLine(title), LONGEST_TITLE)),
    }),
  );
}
