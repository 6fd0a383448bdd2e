import type { DeskSnapshot } from "../desk-protocol.ts";
import { element, unseen } from "../page/element.ts";
import type { Desk } from "./desk.ts";
import { bandInShort } from "./say.ts";

/** Families by divisions, for screens with room. What is not released is a dot, and "too few" for those who listen. */
export function matrix(desk: Desk, { families, divisions, cells }: DeskSnapshot): HTMLElement {
  const words = desk.words();
  const head = element(
    "tr",
    {},
    element("th", { scope: "col" }, words.field),
    ...divisions.map(({ name }) => element("th", { scope: "col", dir: "auto" }, name)),
  );
  const rows = byLabel(desk, families).map(({ family, label }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, label),
      ...divisions.map(({ division }) => {
        const cell = cells.find((each) => each.division === division && each.family === family);
        return cell
          ? element("td", {}, bandInShort(desk, cell.band))
          : element(
              "td",
              { class: "withheld" },
              element("span", { "aria-hidden": "true" }, "·"),
              unseen(words.tooFew),
            );
      }),
    ),
  );
  const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
  table.setAttribute("aria-labelledby", "divisions-title");
  // What scrolls can be scrolled with the keys.
  return element(
    "div",
    { class: "matrix", tabindex: "0", role: "region", "aria-labelledby": "divisions-title" },
    table,
  );
}

/** The same for narrow screens, division by division. */
export function divisionList(desk: Desk, { families, divisions, cells }: DeskSnapshot): HTMLElement {
  const list = element("div", { class: "by-division" });
  for (const { division, name } of divisions) {
    const facts = byLabel(desk, families).flatMap(({ family, label }) => {
      const cell = cells.find((each) => each.division === division && each.family === family);
      return cell ? [element("dt", {}, label), element("dd", {}, bandInShort(desk, cell.band))] : [];
    });
    list.append(
      element("h4", { dir: "auto" }, name),
      facts.length > 0
        ? element("dl", {}, ...facts)
        : element("p", { class: "hint" }, desk.words().nothingInDivision),
    );
  }
  return list;
}

function byLabel(desk: Desk, families: DeskSnapshot["families"]): { family: string; label: string }[] {
  return families
    .map(({ family, label }) => ({ family, label: label[desk.language()] }))
    .sort((one, other) => one.label.localeCompare(other.label, desk.language()));
}
