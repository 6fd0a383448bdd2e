import type { DeskRequest } from "../desk-protocol.ts";
import { element } from "../page/element.ts";
import { newId } from "../page/identity.ts";
import { sentence } from "../page/page.ts";
import { fill } from "../page/words.ts";
import { type DecideForm, decideForm } from "./decide-form.ts";
import type { Desk } from "./desk.ts";
import { outcomeOf } from "./outcome.ts";
import { counted } from "./say.ts";

/**
 * How a product owner decides: the decision goes out as an event like any other, and then the desk is looked at until it is there.
 * What was typed is kept until then, whatever happens.
 */
export function deciding(desk: Desk, id: string, request: () => DeskRequest, opened: () => void) {
  const opener = element("button", { type: "button", class: "button" });
  const note = element("p", { class: "note", role: "status", tabindex: "-1", dir: "auto" });
  const place = element("div", { class: "deciding" }, note, opener);
  let form: DecideForm | null = null;
  let isOpen = false;
  /** A decision is on its way. */
  let waiting = false;
  /** The version the person has seen, and is deciding on. */
  let { version } = request();
  let attempt = { id: newId(), sent: "" };
  let noted = () => "";

  function arrange(): void {
    opener.textContent = request().state === "open" ? desk.words().decide : desk.words().decideAgain;
    opener.hidden = isOpen || waiting || !desk.view().mayDecide;
    if (form) form.element.hidden = !isOpen;
    form?.tellCount(request().voices);
    note.textContent = noted();
  }

  function say(words: () => string): void {
    noted = words;
    note.classList.remove("watch-out");
    arrange();
  }

  /** Says it, and takes the person along who is at this form. Whoever has gone on to something else is left alone. */
  function bring(words: () => string, change: () => void): void {
    const wasHere = place.contains(document.activeElement);
    change();
    say(words);
    if (wasHere) note.focus();
  }

  function makeForm(): DecideForm {
    const made = decideForm(desk, { id, typed: form?.typed() ?? { state: "", reason: "" } }, { send, close });
    form?.element.remove();
    place.append(made.element);
    return made;
  }

  function open(): void {
    form ??= makeForm();
    isOpen = true;
    if (!waiting) noted = () => "";
    version = request().version;
    arrange();
    opened();
    form.focus();
  }

  function close(): void {
    if (!isOpen) return;
    const wasHere = place.contains(document.activeElement);
    isOpen = false;
    arrange();
    if (wasHere) (opener.hidden ? note : opener).focus();
  }

  function send(): void {
    if (form) void deliver(form);
  }

  async function deliver(from: DecideForm): Promise<void> {
    const values = from.typed();
    const sent = JSON.stringify({ version, ...values });
    // Another try of the same content is the same event; changed content is a new one.
    if (attempt.sent !== sent) attempt = { id: newId(), sent };
    const event = attempt.id;
    const on = { request: request().request, version, decision: `${desk.persona}:${event}` };
    from.setBusy(true);
    from.complain({});
    from.tell("", false);
    waiting = true;
    say(() => desk.words().saving);
    const value = `${on.request}@${on.version}`;
    const posted = await desk.post(event, { kind: "form", form: "decide.write", value, values });
    if (desk.signal.aborted) return;
    if (posted.state !== "stored") {
      notTaken(posted);
      return;
    }
    const late = () =>
      bring(
        () => desk.words().onItsWay,
        () => {
          isOpen = false;
        },
      );
    const outcome = await outcomeOf(desk, on, late);
    if (outcome === "decided") arrived();
    else if (outcome === "overtaken") overtaken();
    else if (outcome === "gone") bring(() => desk.words().requestGone, settle);
  }

  type NotTaken = Exclude<Awaited<ReturnType<Desk["post"]>>, { state: "stored" }>;

  function notTaken(posted: NotTaken): void {
    waiting = false;
    form?.setBusy(false);
    say(() => "");
    const again = posted.state === "unreachable";
    // After "unreachable" the next press is another try of the same event.
    if (!again) attempt = { id: newId(), sent: "" };
    if (posted.state === "invalid" && Object.keys(posted.errors).length > 0) {
      form?.complain(posted.errors);
    } else {
      const problem = posted.state === "invalid" ? null : posted.problem;
      const words = sentence(desk, posted.state, problem);
      form?.tell(again ? `${words} ${desk.words().kept}` : words, again);
    }
  }

  /** Nothing is on its way any more. */
  function settle(): void {
    waiting = false;
    attempt = { id: newId(), sent: "" };
    form?.setBusy(false);
    form?.tell("", false);
  }

  function arrived(): void {
    const words = () => counted(desk, request().voices, desk.words().decidedOne, desk.words().decided);
    bring(words, () => {
      settle();
      form?.element.remove();
      form = null;
      isOpen = false;
    });
  }

  function overtaken(): void {
    const by = request().decisions.at(-1)?.by ?? "";
    const words = () => fill(desk.words().overtaken, { by });
    bring(words, () => {
      settle();
      version = request().version;
      isOpen ||= place.contains(document.activeElement);
    });
    note.classList.add("watch-out");
  }

  opener.addEventListener("click", open);

  return {
    element: place,
    close,
    /** The request is another one by now. */
    update(): void {
      if (waiting) return;
      const decision = `${desk.persona}:${attempt.id}`;
      // A decision that seemed lost has arrived after all.
      if (request().decisions.some((each) => each.decision === decision)) arrived();
      else if (isOpen && request().version !== version) overtaken();
      else arrange();
    },
    /** Writes the words, in the page's language of now. */
    write(): void {
      if (form) {
        const busy = waiting;
        form = makeForm();
        form.setBusy(busy);
      }
      arrange();
    },
  };
}
