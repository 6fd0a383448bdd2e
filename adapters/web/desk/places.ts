import { part } from "../page/element.ts";

const PLACES = ["requests", "needs"] as const;
type Place = (typeof PLACES)[number];

/** The parts of the desk, one at a time; the address says which, so that "back" leads back. Requests are not for everybody. */
export function places(readsRequests: boolean, signal: AbortSignal) {
  const open = PLACES.filter((place) => place !== "requests" || readsRequests);
  function show(moved: boolean): void {
    const wanted = open.find((place) => location.hash === `#${place}`) ?? open[0] ?? "needs";
    part("to-requests", HTMLElement).hidden = !readsRequests;
    for (const place of PLACES) {
      part(`${place}-view`, HTMLElement).hidden = place !== wanted;
      const link = part(`to-${place}`, HTMLAnchorElement);
      if (place === wanted) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (!moved) return;
    scrollTo({ top: 0 });
    part(`${wanted}-title`, HTMLElement).focus({ preventScroll: true });
  }

  addEventListener("hashchange", () => show(true), { signal });
  show(false);
  return {
    go(place: Place): void {
      location.hash = place;
    },
  };
}
