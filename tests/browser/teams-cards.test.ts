import { createRequire } from "node:module";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { renderCard } from "../../adapters/teams/render/card.ts";
import type { AdaptiveCard } from "../../adapters/teams/render/elements.ts";
import { renderTask } from "../../adapters/teams/render/task.ts";
import { action, type Block, type Form, primary, quiet, text } from "../../src/channel/block.ts";
import { HOSTILE } from "../teams/hostile.ts";
import { seen } from "../teams/reading.ts";
import { describeInBrowser, launchBrowser } from "./browser.ts";

const LIBRARY = createRequire(import.meta.url).resolve("adaptivecards/dist/adaptivecards.js");

/** Colours as Teams has them, as far as they matter to who reads. */
const THEMES = {
  light: {
    paper: "#ffffff",
    emphasis: "#f5f5f5",
    words: "#242424",
    subtle: "#616161",
    attention: "#c4314b",
    link: "#4f52b2",
  },
  dark: {
    paper: "#292929",
    emphasis: "#1f1f1f",
    words: "#ffffff",
    subtle: "#adadad",
    attention: "#f1707b",
    link: "#a6a7dc",
  },
};
type Theme = keyof typeof THEMES;

const FORM: Record<"de" | "en", Form> = {
  de: {
    form: "request.write",
    value: "r1",
    title: "Eine Anfrage stellen",
    intro: "Zwei Fragen, dann siehst du genau, was L&D bekommt.",
    fields: [
      {
        kind: "text",
        name: "change",
        label: "Was soll sich ändern?",
        hint: "In deinen Worten.",
        required: true,
        initial: "",
        lines: "many",
        longest: 1000,
      },
      {
        kind: "choice",
        name: "sender",
        label: "Wer schickt sie?",
        hint: "",
        required: true,
        initial: "without",
        options: [
          { value: "without", label: "Ohne meinen Namen" },
          { value: "with", label: "Mit meinem Namen" },
        ],
      },
    ],
    submit: "Vorschau",
    cancel: "Schließen",
  },
  en: {
    form: "request.write",
    value: "r1",
    title: "Send a request",
    intro: "Two questions, then you see exactly what L&D gets.",
    fields: [
      {
        kind: "text",
        name: "change",
        label: "What should change?",
        hint: "In your own words.",
        required: true,
        initial: "",
        lines: "many",
        longest: 1000,
      },
      {
        kind: "choice",
        name: "sender",
        label: "Who sends it?",
        hint: "",
        required: false,
        initial: "",
        options: [
          { value: "without", label: "Without my name" },
          { value: "with", label: "With my name" },
        ],
      },
    ],
    submit: "Preview",
    cancel: "Close",
  },
};

const SHOWN: Block[] = [
  text("Das passt zu deinem Ziel.\nUnd das hier gehört dir:"),
  quiet("Ein Teil davon ist auf Englisch."),
  {
    kind: "quote",
    label: "Zitat aus „Lernbudget“",
    language: "de",
    parts: [
      { text: "Alle haben ein Budget. ", mark: false },
      { text: "Es sind 1.200 Euro im Jahr.", mark: true },
    ],
    citation: 1,
  },
  {
    kind: "citations",
    label: "Quellen",
    citations: [
      {
        number: 1,
        title: "Lernbudget",
        section: "Wie viel?",
        detail: "Team Lernen, geprüft im Mai",
        passage: "a#1",
        url: "https://intranet.example/budget",
      },
      { number: 2, title: "Freistellung", section: "", detail: "Team Recht", passage: "b#2", url: null },
    ],
  },
  {
    kind: "cards",
    label: "Passende Inhalte",
    cards: [
      {
        title: "Pivot-Tabellen Schritt für Schritt",
        language: "de",
        detail: "Kurs · 45 Min. · Einstieg",
        body: "Du baust mit eigenen Zahlen eine Pivot-Tabelle und liest Abweichungen ab.",
        why: "Warum: handelt von Pivot-Tabellen und dauert höchstens 60 Minuten.",
        url: "https://lernwerk.example/pivot",
        buttons: [
          action("Merken", "recommend.save", "c1"),
          action("Erledigt", "recommend.done", "c1"),
          action("Nichts für mich", "recommend.hide", "c1"),
        ],
      },
    ],
  },
  {
    kind: "facts",
    label: "Ziel und Plan",
    facts: [
      { name: "Ziel", value: "Eine Pivot-Tabelle ohne Hilfe bauen" },
      { name: "Plan", value: "Wenn das Stand-up früher endet, dann übe ich." },
    ],
  },
  {
    kind: "buttons",
    buttons: [
      primary(action("Abschicken", "request.send", "r1")),
      { kind: "view", label: "Mein Journal", view: "home.journal", value: "" },
    ],
  },
  {
    kind: "prompts",
    label: "Zum Beispiel:",
    prompts: ["Wie hoch ist mein Budget?", "Wer zahlt mein Zertifikat?"],
  },
];

describeInBrowser("a card of Teams, drawn by the public library", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 480, height: 900 } });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    await page.setContent(
      '<!doctype html><html lang="en"><title>Card</title><body><main></main></body></html>',
    );
    await page.addScriptTag({ path: LIBRARY });
    await page.addScriptTag({ content: axe.source });
  });

  it.each(["light", "dark"] as const)("can be read and used by everybody: %s", async (theme) => {
    for (const card of [
      renderCard(SHOWN, "de"),
      renderTask(FORM.de, "de").card.content,
      renderTask(FORM.en, "en", { typed: { change: "So" }, problems: { change: "Write a little more." } })
        .card.content,
    ]) {
      await draw(page, card, theme);
      await look(page, `${theme}-${card.lang}-${card.body.length}`);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate("document.body.scrollWidth <= innerWidth")).toBe(true);
    }
  });

  it("shows what somebody wrote as it was written, and nothing of it does anything (S9, S10)", async () => {
    for (const written of HOSTILE) {
      const button = action(written, "request.send", "r1");
      const item = {
        title: written,
        language: "de" as const,
        detail: written,
        body: written,
        why: written,
        url: null,
        buttons: [button],
      };
      const blocks: Block[] = [
        text(written),
        quiet(written),
        { kind: "cards", label: written, cards: [item] },
      ];
      await draw(page, renderCard(blocks, "de"), "light");
      expect(await page.locator("main :is(a, img, script, em, strong, b, ul, ol, table)").count()).toBe(0);
      const words = written.split(/\s+/).filter((word) => /^[A-Za-z]{3,}$/.test(word));
      const said = seen((await page.locator("main").textContent()) ?? "");
      for (const word of words) expect(said).toContain(word);
    }
  });

  it("says what is missing when a form is sent too early", async () => {
    await draw(page, renderTask(FORM.de, "de").card.content, "light");
    await page.getByRole("button", { name: "Vorschau" }).click();
    await page.getByText("Hier fehlt noch etwas.").waitFor();
    await page.getByLabel("Was soll sich ändern?").fill("Mehr Zeit");
    await page.getByRole("button", { name: "Vorschau" }).click();
    await expect
      .poll(() => page.evaluate("document.body.dataset.sent"))
      .toBe(
        JSON.stringify({
          lotse: { kind: "submit", form: "request.write", value: "r1" },
          "text.change": "Mehr Zeit",
          "choice.sender": "=without",
        }),
      );
  });
});

/** As Teams does: Markdown is read where cards have it, tags and all. */
const DRAW = `(card, colours) => {
  const { AdaptiveCard, HostConfig } = AdaptiveCards;
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = "<p>" + text.replace(/([*_])(.+?)\\1/g, "<em>$2</em>") + "</p>";
    result.didProcess = true;
  };
  const coloured = (words, subtle) => ({ default: words, subtle });
  const foregroundColors = {
    default: coloured(colours.words, colours.subtle),
    attention: coloured(colours.attention, colours.attention),
    accent: coloured(colours.link, colours.link),
  };
  const drawn = new AdaptiveCard();
  drawn.hostConfig = new HostConfig({
    fontFamily: "sans-serif",
    supportsInteractivity: true,
    textBlock: { headingLevel: 3 },
    actions: { maxActions: 6, actionsOrientation: "horizontal", buttonSpacing: 8 },
    containerStyles: {
      default: { backgroundColor: colours.paper, foregroundColors },
      emphasis: { backgroundColor: colours.emphasis, foregroundColors },
    },
    inputs: {
      label: { inputSpacing: "small", requiredInputs: { suffix: " *", suffixColor: "attention" } },
      errorMessage: { color: "attention" },
    },
  });
  drawn.onExecuteAction = (action) => (document.body.dataset.sent = JSON.stringify(action.data));
  drawn.parse(card);
  document.body.style.background = colours.paper;
  const sheet = document.createElement("style");
  sheet.textContent =
    "button, input, textarea { font: inherit; min-height: 28px; color: " + colours.words + "; background: " + colours.emphasis +
    "; border: 1px solid " + colours.subtle + " } a { color: " + colours.link + " } .ac-actionSet { flex-wrap: wrap; gap: 4px }" +
    " .ac-horizontal-separator { margin: 4px 0 }";
  document.head.append(sheet);
  document.querySelector("main").replaceChildren(drawn.render());
}`;

function draw(page: Page, card: AdaptiveCard, theme: Theme): Promise<void> {
  return page.evaluate(`(${DRAW})(${JSON.stringify(card)}, ${JSON.stringify(THEMES[theme])})`);
}

/** A picture for who wants to look at it. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.LOTSE_PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Of a card; what a page as a whole must have is Teams' own. */
async function violations(page: Page): Promise<string[]> {
  const found: axe.AxeResults = await page.evaluate(
    'axe.run("main", { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] } })',
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
