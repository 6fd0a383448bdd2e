import type { DeskRequest } from "../desk-protocol.ts";
import { part } from "../page/element.ts";
import { fill, inFigures } from "../page/words.ts";
import { type Card, card } from "./card.ts";
import type { Desk } from "./desk.ts";
import { filters } from "./filters.ts";
import { counted } from "./say.ts";

/** More than these are shown only when somebody wants to see them. */
const SHOWN_AT_ONCE = 10;

/** The learning requests, and what narrows them down. */
export function requestsView(desk: Desk) {
  const list = part("list", HTMLElement);
  const more = part("more", HTMLButtonElement);
  const none = part("none", HTMLElement);
  const showAll = part("show-all", HTMLButtonElement);
  const cards = new Map<string, Card>();
  const chosen = filters(desk, arrange);
  let known = new Set<string>();
  let order: string[] = [];
  let most = SHOWN_AT_ONCE;

  function cardOf(request: DeskRequest): Card {
    const made =
      cards.get(request.request) ??
      card(desk, request, () => {
        // One thing at a time.
        for (const [id, other] of cards) if (id !== request.request) other.close();
      });
    cards.set(request.request, made);
    return made;
  }

  /** What fits now, in its order. */
  function arrange(): void {
    order = desk
      .requests()
      .filter(chosen.fits)
      .map(({ request }) => request);
    most = SHOWN_AT_ONCE;
    draw();
  }

  function draw(): void {
    const requests = desk.requests();
    const { mayDecide } = desk.view();
    const byId = new Map(requests.map((request) => [request.request, request]));
    known = new Set(byId.keys());
    const shown = order.flatMap((id) => byId.get(id) ?? []);
    const wanted = shown.slice(0, most).map((request) => cardOf(request).element);
    // What is in its place is left alone: somebody may be writing in it.
    for (const child of [...list.children]) if (!wanted.includes(child as HTMLElement)) child.remove();
    wanted.forEach((node, index) => {
      if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
    });

    const words = desk.words();
    const left = shown.length - wanted.length;
    more.hidden = left === 0;
    more.textContent = fill(words.more, { count: inFigures(left, desk.language()) });
    part("requests-lead", HTMLElement).textContent = mayDecide ? words.leadDecide : words.leadLook;
    part("filters", HTMLElement).hidden = requests.length === 0;
    part("found", HTMLElement).textContent =
      shown.length === 0 ? "" : counted(desk, shown.length, words.foundOne, words.found);
    none.hidden = shown.length > 0;
    showAll.hidden = requests.length === 0;
    part("none-words", HTMLElement).textContent =
      requests.length === 0 ? words.noneYet : chosen.onlyOpen() ? words.noneOpen : words.noneFound;
  }

  more.addEventListener(
    "click",
    () => {
      const first = most;
      most += SHOWN_AT_ONCE;
      draw();
      list.children[first]?.querySelector<HTMLElement>("h3")?.focus();
    },
    { signal: desk.signal },
  );
  showAll.addEventListener(
    "click",
    () => {
      chosen.reset();
      arrange();
      part("requests-title", HTMLElement).focus();
    },
    { signal: desk.signal },
  );
  list.replaceChildren();

  return {
    /** Shows what is new. What is on the page stays in its place, whatever it has become: somebody is reading there. */
    update(): void {
      const requests = desk.requests();
      for (const request of requests) cards.get(request.request)?.update(request);
      const fresh = requests.filter((request) => !known.has(request.request) && chosen.fits(request));
      order.push(...fresh.map(({ request }) => request));
      chosen.write();
      draw();
    },
    /** Writes everything again, in the page's language of now. */
    rewrite(): void {
      chosen.write();
      for (const each of cards.values()) each.rewrite();
      if (known.size === 0) arrange();
      else draw();
    },
    onlyAbout(topic: string): void {
      chosen.onlyAbout(topic);
      arrange();
    },
  };
}
