import type { LONGEST_MESSAGE } from "../../../src/channel/text.ts";
import { part, setBusy } from "./element.ts";
import type { Page } from "./page.ts";
import { fill, inFigures } from "./words.ts";

const LONGEST: typeof LONGEST_MESSAGE = 12_000;
const COUNTED_FROM = 11_000;

type Wishes = { send(text: string): void; stop(): void };

export type Composer = ReturnType<typeof composer>;

/** Where the person writes. `draft` names the place that keeps what is not sent yet. */
export function composer(page: Page, draft: string, wishes: Wishes, signal: AbortSignal) {
  const form = part("composer", HTMLFormElement);
  const input = part("input", HTMLTextAreaElement);
  const send = part("send", HTMLButtonElement);
  const stop = part("stop", HTMLButtonElement);
  const counter = part("counter", HTMLElement);
  const limit = part("limit", HTMLElement);
  const trouble = part("trouble", HTMLElement);
  const touch = matchMedia("(hover: none) and (pointer: coarse)");

  const isTooLong = () => input.value.trim().length > LONGEST;

  function check(): void {
    const tooLong = isTooLong();
    const figures = (amount: number) => inFigures(amount, page.language());
    const length = input.value.trim().length;
    counter.hidden = length <= COUNTED_FROM;
    counter.textContent = fill(page.words().counter, { count: figures(length), longest: figures(LONGEST) });
    const words = tooLong ? fill(page.words().tooLong, { longest: figures(LONGEST) }) : "";
    // Written only when it changes: each change is read out.
    if (limit.textContent !== words) limit.textContent = words;
    input.setAttribute("aria-invalid", `${tooLong}`);
    setBusy(send, tooLong || input.value.trim() === "");
    grow(input);
  }

  function keep(): void {
    if (input.value === "") sessionStorage.removeItem(draft);
    else sessionStorage.setItem(draft, input.value);
  }

  function write(text: string): void {
    input.value = text;
    keep();
    check();
  }

  function submit(): void {
    const text = input.value.trim();
    if (text === "" || isTooLong()) return;
    write("");
    trouble.textContent = "";
    wishes.send(text);
  }

  input.addEventListener(
    "input",
    () => {
      trouble.textContent = "";
      keep();
      check();
    },
    { signal },
  );
  input.addEventListener(
    "keydown",
    (event) => {
      // Safari ends the composition before the Enter that ended it, and tells by the key code alone.
      const composing = event.isComposing || event.keyCode === 229;
      if (composing) return;
      if (event.key === "Escape" && !stop.hidden) wishes.stop();
      if (event.key !== "Enter" || event.shiftKey || touch.matches) return;
      event.preventDefault();
      submit();
    },
    { signal },
  );
  form.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      submit();
      input.focus();
    },
    { signal },
  );
  stop.addEventListener("click", () => wishes.stop(), { signal });
  write(sessionStorage.getItem(draft) ?? "");
  trouble.textContent = "";

  return {
    input,
    check,
    /** A refused message comes back, before what was written since. */
    giveBack(text: string, why: string): void {
      write(input.value.trim() === "" ? text : `${text}\n${input.value}`);
      trouble.textContent = why;
    },
    tell(words: string): void {
      trouble.textContent = words;
    },
    /** `can`: an answer is being written. `busy`: stopping it is under way. */
    offerStop(can: boolean, busy: boolean): void {
      if (!can && document.activeElement === stop) input.focus();
      stop.hidden = !can;
      setBusy(stop, busy);
    },
  };
}

/** For browsers whose CSS cannot do it. */
function grow(input: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight}px`;
}
