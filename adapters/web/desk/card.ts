import type { DeskRequest } from "../desk-protocol.ts";
import { element } from "../page/element.ts";
import { fill } from "../page/words.ts";
import { deciding } from "./deciding.ts";
import type { Desk } from "./desk.ts";
import { age, date, stateName, voices } from "./say.ts";

export type Card = ReturnType<typeof card>;

let made = 0;

/** A learning request: its words, who shares it, what was decided, and for product owners the way to decide. */
export function card(desk: Desk, first: DeskRequest, opened: () => void) {
  const id = `request-${made++}`;
  let request = first;
  const facts = element("div", { class: "standing" });
  const said = element("div", { class: "said" });
  const history = element("div", { class: "history" });
  const decide = deciding(desk, id, () => request, opened);
  const article = element(
    "article",
    { class: "request", "aria-labelledby": id },
    facts,
    element("div", { class: "substance" }, said, history, decide.element),
  );

  function write(): void {
    facts.replaceChildren(...factsOf(desk, request));
    said.replaceChildren(...wordsOf(desk, request, id));
    history.replaceChildren(...historyOf(desk, request));
  }

  write();
  decide.write();
  return {
    element: article,
    update(next: DeskRequest): void {
      const same = JSON.stringify(next) === JSON.stringify(request);
      request = next;
      if (!same) write();
      decide.update();
    },
    rewrite(): void {
      write();
      decide.write();
    },
    /** Puts the form away, with what is in it. */
    close: decide.close,
  };
}

function factsOf(desk: Desk, request: DeskRequest): HTMLElement[] {
  const [count = "", ...rest] = voices(desk, request.voices).split(" ");
  const facts = [
    element("p", { class: "voices" }, element("strong", {}, count), ` ${rest.join(" ")}`),
    element("p", {}, age(desk, request.age)),
  ];
  if (request.state !== "open")
    facts.unshift(element("p", { class: "state-now" }, stateName(desk, request.state)));
  if (request.from !== null)
    facts.push(element("p", { dir: "auto" }, fill(desk.words().from, { name: request.from })));
  return facts;
}

function wordsOf(desk: Desk, request: DeskRequest, id: string): HTMLElement[] {
  const { change, obstacle, topics } = desk.words();
  const own = { dir: "auto", lang: request.language };
  const said: HTMLElement[] = [
    element("p", { class: "label" }, change),
    element("h3", { id, tabindex: "-1", ...own }, request.change),
    element("p", { class: "label" }, obstacle),
    element("p", { class: "obstacle", ...own }, request.obstacle),
  ];
  if (request.topics.length > 0) {
    const labels = request.topics.map(({ label }) => element("li", {}, label[desk.language()]));
    said.push(element("ul", { class: "topics", "aria-label": topics }, ...labels));
  }
  return said;
}

function historyOf(desk: Desk, { decisions }: DeskRequest): HTMLElement[] {
  if (decisions.length === 0) return [];
  const lines = decisions.map(({ state, by, at, reason }) =>
    element(
      "li",
      { class: state },
      element(
        "p",
        { class: "decided" },
        element("strong", {}, stateName(desk, state)),
        ` · ${by}, ${date(desk, at)}`,
      ),
      element("p", { class: "reason", dir: "auto" }, reason),
    ),
  );
  return [element("h4", {}, desk.words().history), element("ol", {}, ...lines)];
}
