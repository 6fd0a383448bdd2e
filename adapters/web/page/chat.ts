import type { Happening } from "../../../src/channel/event.ts";
import type { Language } from "../../../src/channel/language.ts";
import type { Me, PageMessage } from "../protocol.ts";
import type { ChatApi } from "./api.ts";
import { takeFiles } from "./attach.ts";
import { composer } from "./composer.ts";
import { closePanels } from "./dialog.ts";
import { part } from "./element.ts";
import type { Follower } from "./follow.ts";
import { formOpener } from "./forms.ts";
import { header } from "./header.ts";
import { newId } from "./identity.ts";
import { label } from "./labels.ts";
import { messageList } from "./list.ts";
import { outbox } from "./outbox.ts";
import { type Page, sentence } from "./page.ts";
import { openPassage } from "./passage.ts";
import { places } from "./places.ts";
import { openView } from "./reading.ts";
import { stopper } from "./stop.ts";
import { listen } from "./stream.ts";
import { typing } from "./typing.ts";

/** How long a welcome that was asked for may take until it is asked for again. */
const WELCOME_WAIT = 30_000;

/** One person's chat, until `signal` ends it. */
export function chat(
  me: Me,
  api: ChatApi,
  follower: Follower,
  enter: (as: string) => void,
  signal: AbortSignal,
): void {
  let language = me.language;
  /** A button was pressed or a form sent: what Lotse says next is the answer to it. */
  let awaited = false;
  const page: Page = {
    language: () => language,
    words: () => me.texts[language],
    post(id, happening) {
      awaited ||= happening.kind === "action" || happening.kind === "form";
      return api.post(id, happening);
    },
    say: (text) => box.send(text, []),
    openSource: (citation) => openPassage(citation, page, api, writing.input),
    openView: (view) => openView(view, page, api, writing.input),
    openForm: (form, value, before) => openForm(form, value, before),
    level: 2,
    verdicts: new Map(),
  };

  const writing = composer(
    page,
    `draft ${me.persona}`,
    { send: (text) => void box.send(text, []), stop: () => void stop.stop() },
    signal,
  );
  const list = messageList(part("log", HTMLElement), follower, page);
  const box = outbox(page, list, writing, `outbox ${me.persona}`);
  const stop = stopper(page, list, writing);
  const dots = typing(page, follower);
  const openForm = formOpener(page, api, writing.input);
  const showLanguage = header(me, { language: (next) => void choose(next), persona: enter }, signal);
  places(me, page, signal);
  takeFiles((attachments) => void box.send("", attachments), signal);

  let connected = true;
  function tellConnection(): void {
    const words = connected ? "" : page.words().connectionLost;
    const place = part("connection", HTMLElement);
    if (place.textContent !== words) place.textContent = words;
  }

  function speak(next: Language): void {
    language = next;
    label(page.words(), language);
    showLanguage(language);
    tellConnection();
    dots.rewrite();
    writing.check();
    list.rewrite();
  }

  async function choose(next: Language): Promise<void> {
    const before = language;
    speak(next);
    const posted = await page.post(newId(), { kind: "action", action: "language.choose", value: next });
    if (posted.state === "stored" || language !== next || signal.aborted) return;
    speak(before);
    writing.tell(sentence(page, posted.state, posted.state === "invalid" ? null : posted.problem));
  }

  let joinedAt = Number.NEGATIVE_INFINITY;
  async function join(): Promise<void> {
    if (Date.now() - joinedAt < WELCOME_WAIT) return;
    joinedAt = Date.now();
    const happening: Happening = { kind: "joined" };
    // One id for every tab of a person: who comes twice is welcomed once.
    const posted = await page.post("first-visit", happening);
    if (posted.state !== "stored") joinedAt = Number.NEGATIVE_INFINITY;
  }

  function show(message: PageMessage): void {
    box.arrived(message.id);
    if (message.author === "lotse") dots.hide();
    list.put(message, { state: "delivered" }, awaited && message.author === "lotse");
    if (message.author === "lotse") awaited = false;
    stop.check();
  }

  speak(language);
  list.replace([], new Set());
  stop.check();
  listen(
    api.stream,
    {
      snapshot: ({ messages }) => {
        for (const message of messages) box.arrived(message.id);
        dots.hide();
        list.replace(messages, box.ids());
        box.showLeftovers();
        stop.check();
        if (messages.length === 0) void join();
      },
      message: show,
      append: ({ id, text }) => list.append(id, text),
      typing: dots.show,
      me: (changed) => {
        if (changed.language !== language) speak(changed.language);
      },
    },
    (isConnected) => {
      connected = isConnected;
      tellConnection();
    },
    signal,
  );
  signal.addEventListener("abort", () => {
    dots.hide();
    closePanels();
  });
}
