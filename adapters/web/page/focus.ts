const FOCUSABLE = "button, a[href]";

/** Which control of a part of the page has the focus; null when none has. */
export function focusWithin(place: HTMLElement): { place: number; words: string } | null {
  const active = document.activeElement;
  if (active === null || !place.contains(active)) return null;
  return {
    place: [...place.querySelectorAll(FOCUSABLE)].indexOf(active),
    words: active.textContent,
  };
}

/** Gives it back after the part was written anew, as well as it can. */
export function restoreFocus(place: HTMLElement, focus: ReturnType<typeof focusWithin>): void {
  if (focus === null) return;
  const same = place.querySelectorAll<HTMLElement>(FOCUSABLE)[focus.place];
  if (same !== undefined && same.textContent === focus.words) same.focus({ preventScroll: true });
  else place.focus({ preventScroll: true });
}
