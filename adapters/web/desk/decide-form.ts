import { element, isBusy, setBusy } from "../page/element.ts";
import type { Desk } from "./desk.ts";
import { counted } from "./say.ts";

export type Typed = { state: string; reason: string };
export type DecideForm = ReturnType<typeof decideForm>;

/** The form of a product owner's decision. Its `id` tells its fields from those of other forms on the page. */
export function decideForm(
  desk: Desk,
  { id, typed }: { id: string; typed: Typed },
  { send, close }: { send(): void; close(): void },
) {
  const words = desk.words();
  const options = [
    option("planned", words.wePlan, words.wePlanHint),
    option("done", words.itIsThere, words.itIsThereHint),
    option("declined", words.weDecline, words.weDeclineHint),
  ];
  const stateError = element("p", { class: "trouble", id: `${id}-state-error`, dir: "auto" });
  const states = element(
    "fieldset",
    { class: "choices" },
    element("legend", {}, words.decision),
    ...options.map(({ row }) => row),
    stateError,
  );
  const reason = element("textarea", { id: `${id}-reason`, name: "reason", rows: "3", dir: "auto" });
  reason.value = typed.reason;
  reason.required = true;
  const reasonHint = element("p", { class: "hint", id: `${id}-reason-hint` }, words.reasonHint);
  const reasonError = element("p", { class: "trouble", id: `${id}-reason-error`, dir: "auto" });
  const told = element("p", { class: "told" });
  const trouble = element("p", { class: "trouble", role: "alert", dir: "auto" });
  const cancel = element("button", { type: "button", class: "button" }, words.keepForLater);
  const submit = element("button", { type: "submit", class: "button primary" }, words.save);
  const form = element(
    "form",
    { class: "decide", novalidate: "", "aria-label": words.decision },
    states,
    element(
      "div",
      { class: "field" },
      element("label", { for: reason.id }, words.reason),
      reasonHint,
      reason,
      reasonError,
    ),
    told,
    trouble,
    element("div", { class: "row" }, submit, cancel),
  );

  function option(value: string, name: string, hint: string) {
    const input = element("input", {
      type: "radio",
      id: `${id}-${value}`,
      name: `${id}-state`,
      value,
      "aria-describedby": `${id}-${value}-hint`,
      autocomplete: "off",
    });
    input.checked = typed.state === value;
    const row = element(
      "div",
      { class: "choice" },
      input,
      element("label", { for: input.id }, name),
      element("p", { class: "hint", id: `${id}-${value}-hint` }, hint),
    );
    return { input, row };
  }

  /** Puts each mistake beside its field, and the person at the first one. */
  function complain(errors: Record<string, string>): void {
    stateError.textContent = errors.state ?? "";
    reasonError.textContent = errors.reason ?? "";
    for (const { input } of options) mark(input, errors.state, [`${input.id}-hint`, stateError.id]);
    mark(reason, errors.reason, [reasonHint.id, reasonError.id]);
    if (errors.state) (options.find(({ input }) => input.checked) ?? options[0])?.input.focus();
    else if (errors.reason) reason.focus();
  }
  complain({});

  cancel.addEventListener("click", close);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!isBusy(submit)) send();
  });

  return {
    element: form,
    typed: (): Typed => ({
      state: options.find(({ input }) => input.checked)?.input.value ?? "",
      reason: reason.value,
    }),
    complain,
    setBusy: (busy: boolean) => setBusy(submit, busy),
    /** What went wrong with the whole of it; `again`: the same can be sent once more. */
    tell(problem: string, again: boolean): void {
      trouble.textContent = problem;
      submit.textContent = again ? words.tryAgain : words.save;
    },
    /** How many people will read it. */
    tellCount(count: number): void {
      told.textContent = counted(desk, count, words.toldOne, words.told);
    },
    focus: () => (options.find(({ input }) => input.checked) ?? options[0])?.input.focus(),
  };
}

function mark(input: HTMLElement, error: string | undefined, described: [hint: string, error: string]): void {
  input.setAttribute("aria-describedby", error ? described.join(" ") : described[0]);
  if (error) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}
