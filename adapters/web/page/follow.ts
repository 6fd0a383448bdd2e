export type Follower = ReturnType<typeof follower>;

/** How near to the end counts as "at the end", in pixels. */
const NEAR = 64;
/** Air above what is shown from its beginning. */
const MARGIN = 20;

/** Follows the conversation to its end while the person is there, and offers the way down when not. */
export function follower(scroller: HTMLElement, wayDown: HTMLButtonElement) {
  let atEnd = true;
  const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;

  function toEnd(): void {
    scroller.scrollTop = scroller.scrollHeight;
    atEnd = true;
    wayDown.hidden = true;
  }

  scroller.addEventListener("scroll", () => {
    atEnd = isAtEnd();
    if (atEnd) wayDown.hidden = true;
  });
  wayDown.addEventListener("click", () => {
    toEnd();
    scroller.focus({ preventScroll: true });
  });
  // A keyboard that comes up, or a composer that grows, takes height away at the bottom.
  new ResizeObserver(() => {
    if (atEnd) toEnd();
  }).observe(scroller);

  return {
    toEnd,
    /** Makes a change and shows the article it returns, from its beginning if it is longer than the view. */
    around(always: boolean, change: () => HTMLElement | null): void {
      const follows = atEnd || always;
      const height = scroller.scrollHeight;
      const article = change();
      if (article === null) return;
      const top = () => topOf(withQuestion(article, scroller)) - topOf(scroller);
      if (follows) {
        const end = scroller.scrollHeight - scroller.clientHeight;
        scroller.scrollTop = Math.max(scroller.scrollTop, Math.min(end, scroller.scrollTop + top() - MARGIN));
        atEnd = isAtEnd();
      }
      const isBelow = top() > scroller.clientHeight;
      if (isBelow && scroller.scrollHeight > height) wayDown.hidden = false;
    },
  };
}

/** An answer is read together with the question above it, if that is short. */
function withQuestion(article: HTMLElement, scroller: HTMLElement): HTMLElement {
  const before = article.previousElementSibling;
  const isShortQuestion =
    before instanceof HTMLElement &&
    before.classList.contains("learner") &&
    before.offsetHeight < scroller.clientHeight / 4;
  return isShortQuestion ? before : article;
}

function topOf(element: HTMLElement): number {
  return element.getBoundingClientRect().top;
}
