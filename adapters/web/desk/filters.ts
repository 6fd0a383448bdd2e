import type { DeskRequest } from "../desk-protocol.ts";
import { element, part } from "../page/element.ts";
import { inFigures } from "../page/words.ts";
import type { Desk } from "./desk.ts";
import { stateName } from "./say.ts";

const STATES = ["open", "planned", "done", "declined", "all"] as const;
type State = (typeof STATES)[number];

/** What narrows the requests down: where they stand, what they are about, a word in them. */
export function filters(desk: Desk, changed: () => void) {
  const states = part("states", HTMLElement);
  const topic = part("topic", HTMLSelectElement);
  const search = part("search", HTMLInputElement);
  const { signal } = desk;
  let state: State = "open";
  const radios = STATES.map((name) => {
    const input = element("input", { type: "radio", name: "state", value: name, autocomplete: "off" });
    input.checked = name === state;
    input.addEventListener("change", () => {
      state = name;
      changed();
    });
    const count = element("span", { class: "count" });
    const words = element("span", { class: "name" });
    return {
      name,
      input,
      words,
      count,
      label: element("label", { class: "state" }, input, element("span", {}, words, " ", count)),
    };
  });
  states.replaceChildren(...radios.map(({ label }) => label));
  topic.replaceChildren();
  search.value = "";
  topic.addEventListener("change", changed, { signal });
  search.addEventListener("input", changed, { signal });
  part("filters", HTMLFormElement).addEventListener("submit", (event) => event.preventDefault(), { signal });

  function choose(next: State, about: string): void {
    state = next;
    for (const { name, input } of radios) input.checked = name === state;
    topic.value = about;
    search.value = "";
  }

  function has(request: DeskRequest, wanted: State): boolean {
    return wanted === "all" || request.state === wanted;
  }

  return {
    fits(request: DeskRequest): boolean {
      const about = topic.value === "" || request.topics.some((each) => each.topic === topic.value);
      return has(request, state) && about && says(request, search.value);
    },
    /** Nothing but the open ones is asked for. */
    onlyOpen: () => state === "open" && topic.value === "" && search.value.trim() === "",
    reset: () => choose("all", ""),
    onlyAbout: (about: string) => choose("all", about),

    /** Writes the words, in the page's language of now, with what there is to choose from. */
    write(): void {
      const requests = desk.requests();
      for (const { name, words, count } of radios) {
        words.textContent = name === "all" ? desk.words().all : stateName(desk, name);
        const those = requests.filter((request) => has(request, name));
        count.textContent = inFigures(those.length, desk.language());
      }
      const before = topic.value;
      const labels = new Map(
        requests.flatMap(({ topics }) => topics).map((each) => [each.topic, each.label[desk.language()]]),
      );
      const sorted = [...labels].sort(([, one], [, other]) => one.localeCompare(other, desk.language()));
      topic.replaceChildren(
        element("option", { value: "" }, desk.words().anyTopic),
        ...sorted.map(([value, label]) => element("option", { value }, label)),
      );
      topic.value = labels.has(before) ? before : "";
    },
  };
}

/** Whether a request has each of these words somewhere, in whatever case. */
function says({ change, obstacle, from, topics, decisions }: DeskRequest, typed: string): boolean {
  const labels = topics.flatMap(({ label }) => Object.values(label));
  const reasons = decisions.map(({ reason }) => reason);
  const all = [change, obstacle, from ?? "", ...labels, ...reasons].join("\n").toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
