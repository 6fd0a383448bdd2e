import type { DeskSnapshot, Labels } from "../desk-protocol.ts";
import { element, part } from "../page/element.ts";
import { fill, inFigures } from "../page/words.ts";
import type { Desk } from "./desk.ts";
import { divisionList, matrix } from "./matrix.ts";
import { BANDS, bandTitle, counted, date, monthName } from "./say.ts";

/** What people wanted to learn in a closed month. `choose` is told which month somebody wants to see. */
export function needsView(desk: Desk, choose: (month: string) => void) {
  const place = part("needs", HTMLElement);
  const month = part("month", HTMLSelectElement);
  const frozen = part("frozen", HTMLElement);
  let drawn = "";
  month.addEventListener("change", () => choose(month.value), { signal: desk.signal });

  function draw(): void {
    const { months, snapshot } = desk.view();
    const about = Map.groupBy(
      desk.requests().flatMap(({ topics }) => topics.map(({ topic }) => topic)),
      (topic) => topic,
    );
    // Nothing is written anew under the eyes of those who read it.
    const next = JSON.stringify([desk.language(), months, snapshot, [...about]]);
    if (next === drawn) return;
    drawn = next;

    part("month-choice", HTMLElement).hidden = months.length === 0;
    month.replaceChildren(...months.map((value) => element("option", { value }, monthName(desk, value))));
    month.value = snapshot?.month ?? "";
    frozen.textContent = snapshot ? fill(desk.words().frozen, { date: date(desk, snapshot.closedAt) }) : "";
    place.replaceChildren(
      ...(snapshot
        ? [
            lead(desk, snapshot),
            company(desk, snapshot, (topic) => about.get(topic)?.length ?? 0),
            ...unanswered(desk, snapshot),
            divisions(desk, snapshot),
            heldBack(desk, snapshot),
            method(desk, snapshot),
          ]
        : [element("p", { class: "none" }, desk.words().noMonth)]),
    );
  }

  return { update: draw, rewrite: draw };
}

function lead(desk: Desk, snapshot: DeskSnapshot): HTMLElement {
  return element("p", { class: "lead" }, withSmallest(desk, snapshot, desk.words().needsLead));
}

function company(desk: Desk, snapshot: DeskSnapshot, requestsAbout: (topic: string) => number): HTMLElement {
  const section = element("section", { class: "company" }, element("h3", {}, desk.words().company));
  if (snapshot.topics.length === 0)
    section.append(element("p", { class: "text" }, withSmallest(desk, snapshot, desk.words().nothingShown)));
  for (const band of BANDS) {
    const topics = snapshot.topics
      .filter((topic) => topic.band === band)
      .sort((one, other) => byLabel(desk, one.label, other.label));
    if (topics.length === 0) continue;
    const lines = topics.map(({ topic, label, family }) =>
      element(
        "li",
        {},
        element("span", { class: "name" }, label[desk.language()]),
        ...fieldOf(family[desk.language()]),
        ...requestsLink(desk, topic, requestsAbout(topic)),
      ),
    );
    section.append(
      element(
        "div",
        { class: "band" },
        element("h4", {}, bandTitle(desk, band)),
        element("ul", {}, ...lines),
      ),
    );
  }
  return section;
}

/** Nothing where nothing is shown: that there are too few is said below. */
function unanswered(desk: Desk, snapshot: DeskSnapshot): HTMLElement[] {
  if (snapshot.unanswered.length === 0) return [];
  const lines = snapshot.unanswered.map(({ label, band }) =>
    element("li", {}, `${label[desk.language()]}: ${bandTitle(desk, band)}`),
  );
  return [
    element(
      "section",
      {},
      element("h3", {}, desk.words().unanswered),
      element("p", { class: "text" }, desk.words().unansweredLead),
      element("ul", { class: "lines" }, ...lines),
    ),
  ];
}

/** A topic that has left the list since has none. */
function fieldOf(family: string): HTMLElement[] {
  return family === "" ? [] : [element("span", { class: "family" }, family)];
}

/** From what many want to those who said why. */
function requestsLink(desk: Desk, topic: string, count: number): HTMLElement[] {
  if (count === 0) return [];
  const words = counted(desk, count, desk.words().aboutOne, desk.words().about);
  const link = element("button", { type: "button", class: "again" }, words);
  link.addEventListener("click", () => desk.showRequestsAbout(topic));
  return [link];
}

function divisions(desk: Desk, snapshot: DeskSnapshot): HTMLElement {
  const words = desk.words();
  const section = element("section", {}, element("h3", { id: "divisions-title" }, words.divisions));
  if (snapshot.cells.length === 0) {
    section.append(element("p", { class: "text" }, words.nothingInDivisions));
    return section;
  }
  section.append(
    element("p", { class: "text" }, words.divisionsLead),
    matrix(desk, snapshot),
    divisionList(desk, snapshot),
    element("p", { class: "hint below-matrix" }, `${words.dotMeans} ${words.fieldsLeftOut}`),
    element("p", { class: "hint below-list" }, words.listLeavesOut),
  );
  return section;
}

function heldBack(desk: Desk, snapshot: DeskSnapshot): HTMLElement {
  const words = desk.words();
  const { few, complement, difference } = snapshot.withheld;
  const sum = few + complement + difference;
  const section = element("section", {}, element("h3", {}, words.withheld));
  if (sum === 0) {
    section.append(element("p", { class: "text" }, words.withheldNone));
    return section;
  }
  const reasons: [number, string][] = [
    [few, words.withheldFew],
    [complement, words.withheldComplement],
    [difference, words.withheldDifference],
  ];
  const lines = reasons
    .filter(([count]) => count > 0)
    .map(([count, reason]) =>
      element("li", {}, withSmallest(desk, snapshot, reason, { count: inFigures(count, desk.language()) })),
    );
  section.append(
    element("p", { class: "text" }, counted(desk, sum, words.withheldSumOne, words.withheldSum)),
    element("ul", { class: "lines" }, ...lines),
  );
  return section;
}

function method(desk: Desk, snapshot: DeskSnapshot): HTMLElement {
  const { method, methodVote, methodFive, methodSubtract, methodFrozen, methodNoNames } = desk.words();
  const lines = [methodVote, methodFive, methodSubtract, methodFrozen, methodNoNames].map((line) =>
    element("li", {}, withSmallest(desk, snapshot, line)),
  );
  return element(
    "details",
    { class: "method" },
    element("summary", {}, method),
    element("ul", { class: "lines" }, ...lines),
  );
}

function withSmallest(desk: Desk, snapshot: DeskSnapshot, words: string, more: Record<string, string> = {}) {
  return fill(words, { smallest: inFigures(snapshot.smallestGroup, desk.language()), ...more });
}

function byLabel(desk: Desk, one: Labels, other: Labels): number {
  return one[desk.language()].localeCompare(other[desk.language()], desk.language());
}
