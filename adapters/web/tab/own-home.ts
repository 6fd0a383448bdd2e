import type { Happening } from "../../../src/channel/event.ts";
import type { Language } from "../../../src/channel/language.ts";
import type { Got, Posted, Sentence } from "../page/api.ts";
import { showBlocks } from "../page/blocks.ts";
import { element, part } from "../page/element.ts";
import { focusWithin, restoreFocus } from "../page/focus.ts";
import { formOpener } from "../page/forms.ts";
import { newId } from "../page/identity.ts";
import type { Page } from "../page/page.ts";
import { openPassage } from "../page/passage.ts";
import { openView } from "../page/reading.ts";
import type { Me, Opened } from "../protocol.ts";
import { type NoToken, tabApi } from "./tab-api.ts";
import type { Teams } from "./teams.ts";
import { wordsIn } from "./words.ts";

type Home = { me: Me; own: Opened };
type NoHome = { title: string; why: string };

/** What was pressed has led to something by one of these moments; milliseconds. */
const LOOK_AGAIN = [500, 1000, 2000, 4000];

/** What is somebody's own. `spoken` is what Teams speaks, until it is known what they do. */
export async function ownHome(teams: Teams, spoken: Language): Promise<void> {
  const title = part("title", HTMLElement);
  const told = part("told", HTMLElement);
  const place = part("own", HTMLElement);
  const main = part("tab", HTMLElement);
  let language = spoken;
  let noToken: NoToken | null = null;
  let shown = "";
  /** Made once: it remembers what was typed into forms. */
  let page: Page | null = null;
  const words = () => wordsIn(language);
  const api = tabApi(teams, (why) => (noToken = why));

  async function load(): Promise<Home | NoHome> {
    noToken = null;
    const me = await api.me();
    if (me.state !== "got") return problemOf(me);
    language = me.thing.language;
    const own = await api.view("home.show", "");
    if (own.state === "got") return { me: me.thing, own: own.thing };
    return own.state === "refused" ? { title: words().troubleTitle, why: words().nothing } : problemOf(own);
  }

  function problemOf({ problem }: Exclude<Got<never>, { state: "got" }>): NoHome {
    const { troubleTitle, unreachable, declinedTitle, declined, unknownTitle, unknown } = words();
    if (noToken === "declined") return { title: declinedTitle, why: declined };
    if (noToken === "unknown") return { title: unknownTitle, why: unknown };
    return { title: troubleTitle, why: sentenceOf(problem) ?? unreachable };
  }

  function sentenceOf(problem: Sentence): string | null {
    return problem?.[language] ?? null;
  }

  /** Whether it is another one than before. */
  function show({ me, own }: Home): boolean {
    page ??= pageFor(me);
    document.documentElement.lang = language;
    document.title = words().title;
    const next = JSON.stringify([language, own]);
    if (next === shown) return false;
    shown = next;
    title.textContent = own.title;
    const focus = focusWithin(place);
    place.replaceChildren(...showBlocks(own.blocks, page));
    restoreFocus(place, focus);
    return true;
  }

  /** There is nothing to show, and why. What was typed into an open form stays. */
  function explain({ title: heading, why }: NoHome): void {
    shown = "";
    title.textContent = heading;
    place.replaceChildren();
    const again = element("button", { type: "button", class: "button" }, words().tryAgain);
    again.addEventListener("click", () => void refresh(true));
    told.replaceChildren(element("p", { class: "text" }, why), element("div", { class: "row" }, again));
  }

  /** `asked`: somebody is waiting for it, and sees when it fails. */
  async function refresh(asked: boolean): Promise<boolean> {
    if (asked) main.setAttribute("aria-busy", "true");
    const loaded = await load();
    main.setAttribute("aria-busy", "false");
    if ("why" in loaded) {
      if (asked || shown === "") explain(loaded);
      return false;
    }
    if (shown === "") told.replaceChildren();
    return show(loaded);
  }

  /** What was pressed is done beside the page: it says where the answer is, and shows itself anew. */
  async function follow(): Promise<void> {
    const line = element("div", { class: "row" }, element("p", {}, words().sent));
    told.replaceChildren(line);
    const { openChat } = teams;
    if (openChat) {
      const open = element("button", { type: "button", class: "button" }, words().openChat);
      open.addEventListener("click", () => void openChat().catch(() => open.remove()));
      line.append(open);
    }
    for (const wait of LOOK_AGAIN) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (await refresh(false)) return;
    }
  }

  function pageFor({ texts }: Me): Page {
    async function post(id: string, happening: Happening): Promise<Posted> {
      const posted = await api.post(id, happening);
      if (posted.state === "stored") void follow();
      return posted;
    }
    const own: Page = {
      language: () => language,
      words: () => texts[language],
      post,
      async say(text) {
        await post(newId(), { kind: "message", text, attachments: [] });
      },
      openSource: (citation) => openPassage(citation, own, api, title),
      openView: (view) => openView(view, own, api, title),
      openForm: (form, value, before) => openForm(form, value, before),
      level: 2,
      verdicts: new Map(),
    };
    const openForm = formOpener(own, api, title);
    return own;
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void refresh(false);
  });
  told.textContent = words().loading;
  await refresh(true);
}
