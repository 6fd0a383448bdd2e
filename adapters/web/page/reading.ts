import type { Opened } from "../protocol.ts";
import type { Api, Got } from "./api.ts";
import { showBlocks } from "./blocks.ts";
import { openPanel, type Panel } from "./dialog.ts";
import { element, isRepeated, unseen } from "./element.ts";
import { icon } from "./icon.ts";
import { type Page, sentence, type View } from "./page.ts";

/** Something to look at that is loaded first. `title` stands there until it has come. */
export type Reading = { title: string; load(): Promise<Got<Opened>> };

/** What takes longer than this, milliseconds, is worth a word. */
const WORTH_TELLING = 150;

/** Shows what a view button opens. */
export function openView(view: View, page: Page, api: Api, home: HTMLElement): void {
  openReading("view", ofView(view, api), page, api, home);
}

/** A panel with something to read. View buttons in it put another in its place, and then there is a way back. */
export function openReading(
  kind: "passage" | "view",
  first: Reading,
  page: Page,
  api: Api,
  home: HTMLElement,
): Panel {
  const words = page.words();
  const panel = openPanel(kind, { title: first.title, close: words.close }, home);
  const { dialog, body, title } = panel;
  body.tabIndex = 0;
  body.setAttribute("role", "region");
  body.setAttribute("aria-labelledby", title.id);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && !isRepeated(event)) dialog.close();
  });

  const trail = [first];
  const inside = within(page, panel, (view) => {
    trail.push(ofView(view, api));
    void show();
  });
  const back = element("button", { type: "button", class: "round back", title: words.back }, icon("back"));
  back.append(unseen(words.back));
  back.addEventListener("click", () => {
    if (trail.length > 1) trail.pop();
    void show();
  });

  async function show(): Promise<void> {
    const reading = trail.at(-1) ?? first;
    body.focus();
    body.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => {
      body.replaceChildren(element("p", { class: "quiet", role: "status" }, words.loading));
    }, WORTH_TELLING);
    const got = await reading.load();
    clearTimeout(slow);
    // Meanwhile the person may have gone on to something else.
    if (reading !== trail.at(-1)) return;
    body.setAttribute("aria-busy", "false");
    title.textContent = got.state === "got" ? got.thing.title : reading.title;
    if (trail.length > 1) panel.head.prepend(back);
    else back.remove();
    body.scrollTop = 0;
    if (got.state === "got") {
      body.replaceChildren(...showBlocks(got.thing.blocks, inside));
      body.querySelector("mark")?.scrollIntoView({ block: "center" });
    } else {
      const trouble = sentence(page, got.state, got.problem);
      body.replaceChildren(element("p", { class: "trouble", role: "alert" }, trouble));
      if (got.state === "unreachable") body.append(again(words.tryAgain, show));
    }
  }
  void show();
  return panel;
}

function ofView({ view, value, label }: View, api: Api): Reading {
  return { title: label, load: () => api.view(view, value) };
}

function again(words: string, show: () => Promise<void>): HTMLElement {
  const button = element("button", { type: "button", class: "button" }, words);
  button.addEventListener("click", () => void show());
  return button;
}

/** The page for blocks in a panel: what is answered in the chat, or in a form, closes the panel so that it is seen. */
function within(page: Page, panel: Panel, openView: (view: View) => void): Page {
  return {
    ...page,
    level: page.level + 1,
    openView,
    openForm: (form, value) => page.openForm(form, value, panel.leave),
    async say(text) {
      await panel.leave();
      await page.say(text);
    },
    async post(id, happening) {
      const posted = await page.post(id, happening);
      if (posted.state === "stored" && happening.kind === "action") await panel.leave();
      return posted;
    },
  };
}
