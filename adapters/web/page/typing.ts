import { part } from "./element.ts";
import type { Follower } from "./follow.ts";
import { dots } from "./message.ts";
import type { Page } from "./page.ts";

const LONGEST = 20_000;

/** The sign that Lotse is at work, before there is a message to show it in. */
export function typing(page: Page, follower: Follower) {
  const place = part("typing", HTMLElement);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function hide(): void {
    clearTimeout(timer);
    place.replaceChildren();
  }

  return {
    hide,
    show(): void {
      clearTimeout(timer);
      timer = setTimeout(hide, LONGEST);
      if (place.childElementCount > 0) return;
      follower.around(false, () => {
        place.replaceChildren(dots(page.words().writing));
        return place;
      });
    },
    rewrite(): void {
      if (place.childElementCount > 0) place.replaceChildren(dots(page.words().writing));
    },
  };
}
