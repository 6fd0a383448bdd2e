import type { PageMessage } from "../protocol.ts";
import { element } from "./element.ts";
import type { Follower } from "./follow.ts";
import { appendText, type Delivery, type Shown, showMessage } from "./message.ts";
import type { Page } from "./page.ts";
import { dayKey, dayName } from "./words.ts";

export type MessageList = ReturnType<typeof messageList>;

/** The messages on the page, oldest first. */
export function messageList(log: HTMLElement, follower: Follower, page: Page) {
  const all = new Map<string, Shown>();

  function place(message: PageMessage, delivery: Delivery): Shown {
    const old = all.get(message.id);
    if (old === undefined) {
      const article = element("article", { tabindex: "-1" });
      // Nobody needs to be told again what they wrote, when the server's copy of it takes its place.
      if (message.author === "learner") article.setAttribute("aria-live", "off");
      const shown: Shown = { message, tail: "", delivery, article };
      all.set(message.id, shown);
      showMessage(shown, page);
      return shown;
    }
    const same = old.tail === "" && JSON.stringify(old.message) === JSON.stringify(message);
    const changed = { ...old, message, tail: "", delivery };
    all.set(message.id, changed);
    if (!same || old.delivery.state !== delivery.state) showMessage(changed, page);
    return changed;
  }

  /** Puts articles and days in order, moving only what is out of place. */
  function arrange(): void {
    const wanted: HTMLElement[] = [];
    const days = new Map<string, HTMLElement>();
    for (const old of log.querySelectorAll<HTMLElement>(".day"))
      days.set(old.getAttribute("data-day") ?? "", old);
    let day = "";
    for (const { message, article } of all.values()) {
      const next = dayKey(message.at);
      if (next !== day) wanted.push(dayLine(days.get(next), next, message.at));
      day = next;
      wanted.push(article);
    }
    const kept = new Set<Node>(wanted);
    for (const child of [...log.children]) if (!kept.has(child)) child.remove();
    wanted.forEach((node, index) => {
      if (log.children[index] !== node) log.insertBefore(node, log.children[index] ?? null);
    });
  }

  function dayLine(old: HTMLElement | undefined, day: string, at: number): HTMLElement {
    const line = old ?? element("p", { class: "day", "data-day": day });
    const words = dayName(at, page.language(), page.words());
    if (line.textContent !== words) line.replaceChildren(element("time", { datetime: isoDay(at) }, words));
    return line;
  }

  /** For changes that nobody wants to hear read out again. */
  function quietly(change: () => void): void {
    log.setAttribute("aria-live", "off");
    change();
    setTimeout(() => log.setAttribute("aria-live", "polite"), 300);
  }

  return {
    /** Shows these messages, and after them the `local` ones that the server does not know yet. */
    replace(messages: PageMessage[], local: Set<string>): void {
      const isFirst = all.size === 0;
      const change = () => {
        const before = new Map(all);
        all.clear();
        for (const message of messages) {
          const old = before.get(message.id);
          if (old !== undefined) all.set(message.id, old);
          place(message, { state: "delivered" });
        }
        for (const [id, old] of before) if (local.has(id) && !all.has(id)) all.set(id, old);
        arrange();
        return [...all.values()].at(-1)?.article ?? null;
      };
      quietly(() => follower.around(false, change));
      if (isFirst) follower.toEnd();
    },

    /** `awaited`: the person has just done something and looks for what comes of it, wherever they are in the conversation. */
    put(message: PageMessage, delivery: Delivery = { state: "delivered" }, awaited = false): void {
      const isNew = !all.has(message.id);
      follower.around(awaited || delivery.state === "sending", () => {
        const { article } = place(message, delivery);
        if (isNew) article.classList.add("arriving");
        arrange();
        return article;
      });
    },

    append(id: string, text: string): void {
      const shown = all.get(id);
      if (shown === undefined || shown.message.state !== "open") return;
      follower.around(false, () => {
        appendText(shown, text);
        return shown.article;
      });
    },

    mark(id: string, delivery: Delivery): void {
      const shown = all.get(id);
      if (shown === undefined) return;
      shown.delivery = delivery;
      follower.around(false, () => {
        showMessage(shown, page);
        return shown.article;
      });
    },

    remove(id: string): void {
      all.delete(id);
      arrange();
    },

    /** Writes everything again, in the page's language of now. */
    rewrite(): void {
      quietly(() => {
        for (const shown of all.values()) showMessage(shown, page);
        arrange();
      });
    },

    /** The answer being written; null when there is none. */
    open(): string | null {
      const open = [...all.values()].findLast(
        ({ message }) => message.author === "lotse" && message.state === "open",
      );
      return open?.message.id ?? null;
    },

    has: (id: string) => all.has(id),
  };
}

function isoDay(at: number): string {
  const [year = "", month = "", day = ""] = dayKey(at).split("-");
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
