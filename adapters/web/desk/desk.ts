import type { Language } from "../../../src/channel/language.ts";
import type { DeskMe, DeskRequest, DeskView } from "../desk-protocol.ts";
import { part } from "../page/element.ts";
import { header } from "../page/header.ts";
import { newId } from "../page/identity.ts";
import { label } from "../page/labels.ts";
import { sentence } from "../page/page.ts";
import type { DeskApi } from "./api.ts";
import { lostView } from "./lost.ts";
import { needsView } from "./needs.ts";
import { places } from "./places.ts";
import { requestsView } from "./requests.ts";
import type { Spoken } from "./say.ts";

/** What the parts of the page share while one person is at the desk. */
export type Desk = Spoken & {
  persona: string;
  view(): DeskView;
  /** None for those who do not read them. */
  requests(): DeskRequest[];
  post: DeskApi["post"];
  /** Asks for the desk as it is now, and shows it; false if it could not be had. */
  refresh(): Promise<boolean>;
  /** Goes to the requests about a topic. */
  showRequestsAbout(topic: string): void;
  /** The person goes, and everything that waits for something ends. */
  signal: AbortSignal;
};

/** One person's desk, until `signal` ends it. */
export function desk(
  me: DeskMe,
  first: DeskView,
  api: DeskApi,
  enter: (as: string) => void,
  signal: AbortSignal,
): void {
  let language = me.language;
  let view = first;
  let month: string | null = null;
  let asked = 0;
  let shown = 0;

  const here: Desk = {
    language: () => language,
    words: () => me.texts[language],
    persona: me.persona,
    view: () => view,
    requests: () => view.requests ?? [],
    post: api.post,
    refresh,
    showRequestsAbout(topic) {
      requests.onlyAbout(topic);
      place.go("requests");
    },
    signal,
  };
  const requests = requestsView(here);
  const lost = lostView(here);
  const needs = needsView(here, (next) => void chooseMonth(next));
  const place = places(first.requests !== null, signal);
  const showLanguage = header(me, { language: (next) => void choose(next), persona: enter }, signal);

  async function refresh(): Promise<boolean> {
    const question = ++asked;
    const of = month;
    const got = await api.view(of);
    // An answer that was overtaken by a later one is old news.
    if (signal.aborted || of !== month || question < shown || got.state !== "got") return false;
    shown = question;
    view = got.thing;
    lost.update();
    requests.update();
    needs.update();
    return true;
  }

  async function chooseMonth(next: string): Promise<void> {
    month = next;
    const arrived = await refresh();
    if (signal.aborted || month !== next) return;
    tell(arrived ? "" : here.words().unreachable);
  }

  function tell(trouble: string): void {
    part("trouble", HTMLElement).textContent = trouble;
  }

  function speak(next: Language): void {
    language = next;
    label(here.words(), language);
    showLanguage(language);
    lost.rewrite();
    requests.rewrite();
    needs.rewrite();
  }

  async function choose(next: Language): Promise<void> {
    const before = language;
    speak(next);
    tell("");
    const posted = await api.post(newId(), { kind: "action", action: "language.choose", value: next });
    if (posted.state === "stored" || language !== next || signal.aborted) return;
    speak(before);
    tell(sentence(here, posted.state, posted.state === "invalid" ? null : posted.problem));
  }

  tell("");
  const chat = part("to-chat", HTMLAnchorElement);
  chat.href = me.personas.length === 0 ? "/" : `/?as=${encodeURIComponent(me.persona)}`;
  speak(language);
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState === "visible") void refresh();
    },
    { signal },
  );
}
