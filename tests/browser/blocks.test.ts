import axe from "axe-core";
import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Server, serve } from "../../adapters/http/server.ts";
import type { Me } from "../../adapters/web/protocol.ts";
import { type Block, type Button, type Field, quiet, text } from "../../src/channel/block.ts";
import { type Dialog, say } from "../../src/dialog/dialog.ts";
import { texts } from "../../src/i18n/texts.ts";
import { type House, house, temporaryFolder } from "../house.ts";
import { describeInBrowser, launchBrowser } from "./browser.ts";
import { expectAttribute, expectCount, sidewaysOverflow, type Visit, visit } from "./visit.ts";

const { de, en } = texts;

const HTML = "<img src=x onerror=alert(1)>";
const INTRO = "Dein Plan war:\nWenn die Runde endet, dann übe ich.\n\nNur du liest das.";

const press = (label: string, value: string): Button => {
  return { kind: "action", label, action: "shelf.save", value, primary: false };
};

const cards: Block = {
  kind: "cards",
  label: "Passende Inhalte",
  cards: [
    {
      title: "Pivot-Tabellen Schritt für Schritt",
      language: "de",
      detail: "Kurs · 45 Min. · Einstieg · Deutsch · Lernwerk",
      body: "Du baust mit eigenen Zahlen eine Pivot-Tabelle, gruppierst nach Monaten und liest Abweichungen ab.",
      why: "Warum: handelt von Pivot-Tabellen, in deiner Sprache, dauert höchstens 60 Minuten.",
      url: "https://lernwerk.example/pivot?a=1&b=2",
      buttons: [press("Merken", "c1"), press("Erledigt", "c1"), press("Nichts für mich", "c1")],
    },
    {
      title: "Reading a pivot table without fear",
      language: "en",
      detail: "Video · 12 min · English · Filmdeck",
      body: "",
      why: "",
      url: "javascript:alert(1)",
      buttons: [press("Merken", "c2")],
    },
    {
      title: HTML,
      language: "de",
      detail: "",
      body: `Erste Zeile\nZweite Zeile ${HTML}`,
      why: HTML,
      url: null,
      buttons: [],
    },
  ],
};

const goal: Block = {
  kind: "facts",
  label: "Ziel und Plan",
  facts: [
    { name: "Ziel", value: "Eine Pivot-Tabelle ohne Hilfe bauen" },
    {
      name: "Plan",
      value: "Wenn das Stand-up früher endet,\ndann versuche ich es mit den Zahlen vom letzten Monat",
    },
    { name: HTML, value: HTML },
  ],
};

const next: Block = {
  kind: "facts",
  label: "Nächster Check-in",
  facts: [{ name: "Nächster Check-in", value: "Freitag, 27. November, 14:00" }],
};

const look: Button = { kind: "view", label: "Ansehen", view: "shelf.look", value: "v & w" };
const write: Button = { kind: "form", label: "Filtern", form: "shelf.write", value: "" };
const consent: Button = { kind: "form", label: "Zustimmen", form: "shelf.consent", value: "" };
const gone: Button = { kind: "view", label: "Verschwunden", view: "shelf.gone", value: "" };
const more: Button = { kind: "view", label: "Mein Journal", view: "shelf.more", value: "" };

const blank = { hint: "", required: false, initial: "" } as const;
const options = (...labels: string[]) => labels.map((label, n) => ({ value: `o${n}`, label }));
const fields: Field[] = [
  {
    ...blank,
    kind: "text",
    name: "wish",
    label: "Was möchtest du lernen?",
    initial: "Pivot",
    lines: "one",
    longest: 100,
  },
  {
    ...blank,
    kind: "choice",
    name: "sender",
    label: "Mit deinem Namen?",
    hint: "Ohne Namen geht es genauso.",
    required: true,
    options: options("Mit meinem Namen: Ida", `Ohne meinen Namen ${HTML}`),
  },
  {
    ...blank,
    kind: "choice",
    name: "worked",
    label: "Hat es geklappt?",
    options: options("Ja", "Zum Teil", "Nein"),
  },
  {
    ...blank,
    kind: "choice",
    name: "format",
    label: "Format",
    initial: "o2",
    options: options("Kurs", "Video", "Artikel", "Buch", "Podcast", "Termin", "Lernpfad"),
  },
];

/** A dialog whose only purpose is to say everything that can be said with blocks. */
const shelf: Dialog<null> = {
  id: "shelf",
  calls: { whole: ["karten", "cards", "fakten", "facts"], openings: [] },
  schema: z.null(),
  async begin({ event }) {
    if (event.kind === "action") return { to: "done", replies: [say(text(`Gemerkt: ${event.value}`))] };
    if (event.kind === "form") return { to: "done", replies: [say(text(JSON.stringify(event.values)))] };
    const zone = quiet(`Deine Zeit: ${event.sender.zone ?? "unbekannt"}`);
    const buttons: Block = { kind: "buttons", buttons: [look, write, consent, gone] };
    const shows = event.kind === "message" && /karten|cards/i.test(event.text) ? cards : goal;
    return { to: "done", replies: [say(text("Bitte schön."), shows, buttons, zone)] };
  },
  async resume() {
    return { to: "yield" };
  },
  forms: {
    "shelf.write": {
      show: async (_setting, value) => ({
        form: "shelf.write",
        value,
        title: "Im Katalog suchen",
        intro: INTRO,
        fields,
        submit: "Suchen",
        cancel: "Schließen",
      }),
      mistakes: (_texts, { wish }) => (wish === "Falsch" ? { sender: "Das passt nicht zusammen." } : {}),
    },
    "shelf.consent": {
      show: async (_setting, value) => ({
        form: "shelf.consent",
        value,
        title: "Zustimmen",
        intro: Array.from({ length: 40 }, (_, n) => `Zeile ${n + 1}`).join("\n"),
        fields: [],
        submit: "Ja",
        cancel: "Nein",
      }),
      mistakes: () => ({}),
    },
  },
  views: {
    "shelf.look": async (_setting, value) => ({
      title: `Übersicht ${value}`,
      blocks: [
        goal,
        { kind: "buttons", buttons: [write, more] },
        next,
        { kind: "buttons", buttons: [press("Jetzt einchecken", "v1"), gone] },
        cards,
        { kind: "prompts", label: "Weiter", prompts: ["Fakten"] },
      ],
    }),
    "shelf.more": async () => ({ title: "Mein Journal", blocks: [quiet("Nur du liest das."), goal, goal] }),
  },
};

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;

describeInBrowser("blocks in the web chat", () => {
  let browser: Browser;
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let server: Server;
  let address: string;
  /** What stands between the page and the server in a test. */
  let around: { unreachable: RegExp | null; me: (me: Me) => Me };
  const visits: Visit[] = [];
  const popups: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    folder = temporaryFolder();
    home = await house({ folder: folder.path, dialogs: [shelf as Dialog] });
    server = await serve(handle, { host: "127.0.0.1", port: 0 });
    address = `http://127.0.0.1:${server.port}`;
  });
  beforeEach(() => {
    around = { unreachable: null, me: (me) => me };
  });
  afterEach(async () => {
    const complaints = visits
      .flatMap((each) => each.complaints)
      .filter((words) => !words.startsWith("Failed to load resource"));
    for (const each of visits.splice(0)) await each.close();
    expect({ complaints, popups }).toEqual({ complaints: [], popups: [] });
  });
  afterAll(async () => {
    await browser?.close();
    await home?.close();
    await server?.close();
    folder.remove();
  });

  async function handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (around.unreachable?.test(pathname)) return new Response("", { status: 502 });
    const response = await home.handle(request);
    if (pathname !== "/api/me") return response;
    return Response.json(around.me((await response.json()) as Me), response);
  }

  async function come(person: string, options: Parameters<typeof visit>[2] = {}): Promise<Visit> {
    const made = await visit(browser, `${address}/?as=${person}`, options);
    made.page.on("dialog", (popup) => {
      popups.push(popup.message());
      void popup.dismiss();
    });
    visits.push(made);
    return made;
  }

  const named = (place: Locator, name: string) => place.getByRole("button", { name, exact: true });
  const homeButton = ({ page }: Visit, words: typeof de.web) => named(page.locator("header"), words.home);
  const overflow = ({ page }: Visit) => sidewaysOverflow(page);

  async function open(of: Visit, button: Locator): Promise<Locator> {
    await button.click();
    await of.dialog.locator(".panel-body[aria-busy=false], form").waitFor();
    return of.dialog;
  }

  async function tabTo(of: Visit, selector: string): Promise<void> {
    for (let step = 0; step < 60; step++) {
      if (await of.focused(selector)) return;
      await of.page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not lead to ${selector}`);
  }

  describe("cards", () => {
    it("say what they are, and leave out what is empty", async () => {
      const ida = await come("ida");
      const answer = await ida.ask("Karten");
      const list = answer.getByRole("list", { name: "Passende Inhalte" });
      const shown = await list.getByRole("listitem").allInnerTexts();
      expect(shown.map((words) => words.split(/\n+/).filter((line) => line !== ""))).toEqual([
        [
          ...["Pivot-Tabellen Schritt für Schritt", `(${de.web.inNewTab})`],
          "Kurs · 45 Min. · Einstieg · Deutsch · Lernwerk",
          "Du baust mit eigenen Zahlen eine Pivot-Tabelle, gruppierst nach Monaten und liest Abweichungen ab.",
          "Warum: handelt von Pivot-Tabellen, in deiner Sprache, dauert höchstens 60 Minuten.",
          ...["Merken", "Erledigt", "Nichts für mich"],
        ],
        ["Reading a pivot table without fear", "Video · 12 min · English · Filmdeck", "Merken"],
        [HTML, "Erste Zeile", `Zweite Zeile ${HTML}`, HTML],
      ]);
      expect(await answer.locator("img, script").count()).toBe(0);
    });

    it("link to their content in a new tab, if it is in the web at all", async () => {
      const ida = await come("ida");
      const answer = await ida.ask("Karten");
      const link = answer.getByRole("link");
      expect(await link.count()).toBe(1);
      expect(await link.getAttribute("href")).toBe("https://lernwerk.example/pivot?a=1&b=2");
      expect(await link.getAttribute("target")).toBe("_blank");
      expect(await link.getAttribute("rel")).toContain("noopener");
      await answer.getByRole("heading", { name: "Reading a pivot table without fear" }).waitFor();
    });

    it("are read out in their own language, beside the page's", async () => {
      const ben = await come("ben");
      const answer = await ben.ask("Cards");
      const german = answer.locator(".card").first();
      expect(await german.locator("[lang=de]").allInnerTexts()).toEqual([
        "Pivot-Tabellen Schritt für Schritt",
        expect.stringContaining("Du baust"),
      ]);
      await german.getByRole("link", { name: en.web.inNewTab }).waitFor();
      expect(await answer.locator(".card").nth(1).locator("[lang=en]").count()).toBe(1);
    });

    it("have buttons that belong to them, and do their work", async () => {
      const ida = await come("ida");
      const answer = await ida.ask("Karten");
      const group = answer.getByRole("group", { name: "Reading a pivot table without fear" });
      await named(group, "Merken").click();
      await ida.said("Gemerkt: c2");
    });
  });

  describe("facts", () => {
    it("are pairs of a name and what it says, line feeds included", async () => {
      const ida = await come("ida");
      const answer = await ida.ask("Fakten");
      await answer.getByRole("heading", { name: "Ziel und Plan" }).waitFor();
      expect(await answer.locator("dl dt").allInnerTexts()).toEqual(["Ziel", "Plan", HTML]);
      expect(await answer.locator("dl dd").allInnerTexts()).toEqual([
        "Eine Pivot-Tabelle ohne Hilfe bauen",
        "Wenn das Stand-up früher endet,\ndann versuche ich es mit den Zahlen vom letzten Monat",
        HTML,
      ]);
      expect(await answer.locator("img").count()).toBe(0);
    });
  });

  describe("a view", () => {
    it("opens in a panel, stands in no chat, and gives the focus back", async () => {
      const ida = await come("ida");
      const answer = await ida.ask("Fakten");
      const before = await ida.shown();
      await open(ida, named(answer, "Ansehen"));
      await ida.page.getByRole("dialog", { name: "Übersicht v & w" }).waitFor();
      expect(await ida.dialog.locator("dl").count()).toBe(2);
      await ida.page.keyboard.press("Escape");
      await expectCount(ida.dialog, 0);
      expect(await ida.focused(".button")).toBe(true);
      expect(await ida.shown()).toEqual(before);
    });

    it("is opened once by a double click", async () => {
      const ida = await come("ida");
      const answer = await ida.ask("Fakten");
      await named(answer, "Ansehen").dblclick();
      await ida.dialog.locator("dl").first().waitFor();
      expect(await ida.dialog.count()).toBe(1);
    });

    it("closes when something in it is answered in the chat", async () => {
      const ida = await come("ida");
      const answer = await ida.ask("Fakten");
      await named(await open(ida, named(answer, "Ansehen")), "Jetzt einchecken").click();
      await expectCount(ida.dialog, 0);
      await ida.said("Gemerkt: v1");
      await open(ida, named(answer, "Ansehen"));
      const asked = await ida.sending(() => named(ida.dialog, "Fakten").click());
      await expectCount(ida.dialog, 0);
      await asked.locator("dl").waitFor();
    });

    it("stays open when the answer could not be sent, and says so", async () => {
      const ida = await come("ida");
      const answer = await ida.ask("Fakten");
      await open(ida, named(answer, "Ansehen"));
      around.unreachable = /events|forms/;
      await named(ida.dialog, "Jetzt einchecken").click();
      await ida.dialog.getByRole("alert").getByText(de.web.unreachable).waitFor();
      await named(ida.dialog, "Filtern").click();
      await expectCount(ida.dialog.getByRole("alert").getByText(de.web.unreachable), 2);
      around.unreachable = null;
      await named(ida.dialog, "Jetzt einchecken").click();
      await expectCount(ida.dialog, 0);
      await ida.said("Gemerkt: v1");
    });

    it("makes room for a form that is opened from it", async () => {
      const ida = await come("ida");
      const answer = await ida.ask("Fakten");
      await named(await open(ida, named(answer, "Ansehen")), "Filtern").click();
      await ida.page.getByRole("dialog", { name: "Im Katalog suchen" }).waitFor();
      expect(await ida.dialog.count()).toBe(1);
      expect(await ida.focused("#field-wish")).toBe(true);
      await ida.page.keyboard.press("Escape");
      await expectCount(ida.dialog, 0);
      expect(await ida.focused(".button")).toBe(true);
    });

    it("gives its place to another, and there is a way back", async () => {
      const ida = await come("ida");
      const answer = await ida.ask("Fakten");
      await open(ida, named(answer, "Ansehen"));
      expect(await named(ida.dialog, de.web.back).count()).toBe(0);
      await named(ida.dialog, "Mein Journal").click();
      await ida.page.getByRole("dialog", { name: "Mein Journal" }).waitFor();
      expect(await ida.dialog.count()).toBe(1);
      expect(await ida.focused(".panel-body")).toBe(true);
      await named(ida.dialog, de.web.back).click();
      await ida.page.getByRole("dialog", { name: "Übersicht v & w" }).waitFor();
      await expectCount(named(ida.dialog, de.web.back), 0);
      expect(await ida.focused(".panel-body")).toBe(true);
    });

    it("says what went wrong, and offers another try where that can help", async () => {
      const ida = await come("ida");
      const answer = await ida.ask("Fakten");
      await open(ida, named(answer, "Verschwunden"));
      await ida.dialog.getByRole("alert").getByText(de.problems.nothingHere).waitFor();
      expect(await named(ida.dialog, de.web.tryAgain).count()).toBe(0);
      await ida.page.keyboard.press("Escape");

      around.unreachable = /views/;
      await open(ida, named(answer, "Ansehen"));
      await ida.dialog.getByRole("alert").getByText(de.web.unreachable).waitFor();
      around.unreachable = null;
      await named(ida.dialog, de.web.tryAgain).click();
      await ida.dialog.locator("dl").first().waitFor();
    });

    it("is gone when somebody else comes", async () => {
      const ida = await come("ida");
      await ida.page.getByLabel(de.web.youAre).selectOption("ben");
      await ida.said(en.welcome.hello("Ben"));
      await open(ida, homeButton(ida, en.web));
      await ida.page.goBack();
      await ida.said(de.welcome.hello("Ida"));
      expect(await ida.dialog.count()).toBe(0);
    });

    it("is refused like any other request that comes from elsewhere", async () => {
      const get = (path: string) => home.handle(new Request(`http://127.0.0.1${path}`));
      expect((await get("/api/views/shelf.look?as=ida&value=x")).status).toBe(200);
      expect((await get("/api/views/shelf.none?as=ida")).status).toBe(404);
      expect((await get("/api/views/shelf.look?as=nobody")).status).toBe(404);
      expect((await home.handle(new Request("http://evil.example/api/views/shelf.look?as=ida"))).status).toBe(
        403,
      );
    });
  });

  describe("choices in a form", () => {
    const sheet = async (ida: Visit) => open(ida, named(await ida.ask("Fakten"), "Filtern"));
    const sent = async (ida: Visit, values: Record<string, string>) => ida.said(JSON.stringify(values));

    it("begin with what is set, and send what was chosen", async () => {
      const ida = await come("ida");
      const form = await sheet(ida);
      expect(await form.locator("p.text").allInnerTexts()).toEqual([INTRO]);
      expect(await form.getByLabel("Was möchtest du lernen?").inputValue()).toBe("Pivot");
      expect(await form.getByLabel("Format").inputValue()).toBe("o2");
      const worked = form.getByRole("radiogroup", { name: "Hat es geklappt?" });
      expect(await worked.getByRole("radio", { name: de.web.leaveOpen }).isChecked()).toBe(true);
      await worked.getByText("Zum Teil").click();
      await form.getByText(HTML).click();
      await form.getByLabel("Format").selectOption("Podcast");
      await named(form, "Suchen").click();
      await expectCount(ida.dialog, 0);
      await sent(ida, { wish: "Pivot", sender: "o1", worked: "o1", format: "o4" });
    });

    it("can be left open again, if nobody needs them", async () => {
      const ida = await come("ida");
      const form = await sheet(ida);
      await form.getByText("Mit meinem Namen").click();
      await form.getByText("Nein", { exact: true }).click();
      await form.getByText(de.web.leaveOpen).first().click();
      await form.getByLabel("Format").selectOption(de.web.leaveOpen);
      await form.getByLabel("Was möchtest du lernen?").fill("");
      await named(form, "Suchen").click();
      await sent(ida, { wish: "", sender: "o0", worked: "", format: "" });
    });

    it("say what is missing, and what the server minds, and take the person there", async () => {
      const ida = await come("ida");
      const form = await sheet(ida);
      const sender = form.getByRole("radiogroup", { name: "Mit deinem Namen?" });
      await named(form, "Suchen").click();
      await expectAttribute(sender, "aria-invalid", "true");
      const described = ((await sender.getAttribute("aria-describedby")) ?? "").split(" ");
      const words = await Promise.all(described.map((id) => ida.page.locator(`#${id}`).textContent()));
      expect(words).toEqual(["Ohne Namen geht es genauso.", de.web.chooseOne]);
      expect(await ida.focused("[name=field-sender]")).toBe(true);
      await form.getByText("Mit meinem Namen").click();
      await form.getByLabel("Was möchtest du lernen?").fill("Falsch");
      await named(form, "Suchen").click();
      await sender.getByText("Das passt nicht zusammen.").waitFor();
    });

    it("are kept with what was typed when the form is closed, and an untouched form is not", async () => {
      const ida = await come("ida");
      const answer = await ida.ask("Fakten");
      const form = await open(ida, named(answer, "Filtern"));
      await form.getByLabel("Was möchtest du lernen?").fill("");
      await form.getByText("Zum Teil").click();
      await ida.page.keyboard.press("Escape");
      await open(ida, named(answer, "Filtern"));
      expect(await form.getByLabel("Was möchtest du lernen?").inputValue()).toBe("");
      expect(await form.getByRole("radio", { name: "Zum Teil" }).isChecked()).toBe(true);
      await named(form.locator("form"), "Schließen").click();
      await open(ida, named(answer, "Filtern"));
      expect(await form.getByLabel("Was möchtest du lernen?").inputValue()).toBe("Pivot");
    });

    it("need not be there at all: words and a yes are a form too", async () => {
      const ida = await come("ida", PHONE);
      const form = await open(ida, named(await ida.ask("Fakten"), "Zustimmen"));
      expect((await form.locator("p.text").allInnerTexts()).join().split("\n")).toHaveLength(40);
      expect(await overflow(ida)).toEqual([]);
      expect(await ida.focused(".panel-body")).toBe(true);
      await named(form, "Ja").click();
      await ida.said("{}");
    });
  });

  describe("without a mouse", () => {
    it("opens a view, goes on, fills in a form and sends it", async () => {
      const ben = await come("ben");
      await ben.ask("Facts");
      const { keyboard } = ben.page;
      await ben.page.evaluate("[...document.querySelectorAll('#log article')].at(-1).focus()");
      await tabTo(ben, "#log .button");
      await keyboard.press("Enter");
      await ben.dialog.locator(".panel-body[aria-busy=false]").waitFor();
      for (let step = 0; step < 12; step++) {
        expect(await ben.focused("dialog *, body")).toBe(true);
        await keyboard.press("Tab");
      }
      await keyboard.press("Escape");
      await expectCount(ben.dialog, 0);
      await keyboard.press("Tab");
      await keyboard.press("Enter");
      await ben.dialog.locator("form").waitFor();
      await keyboard.press("Tab");
      expect(await ben.focused("[name=field-sender]")).toBe(true);
      await keyboard.press("ArrowDown");
      await keyboard.press("Tab");
      expect(await ben.focused("[name=field-worked]:checked")).toBe(true);
      await keyboard.press("ArrowRight");
      await keyboard.press("Tab");
      expect(await ben.focused("#field-format")).toBe(true);
      await keyboard.press("ArrowDown");
      await tabTo(ben, "[type=submit]");
      await keyboard.press("Enter");
      await ben.said(JSON.stringify({ wish: "Pivot", sender: "o1", worked: "o0", format: "o3" }));
    });

    it("sees which option has the focus", async () => {
      const ida = await come("ida");
      await open(ida, named(await ida.ask("Fakten"), "Filtern"));
      await ida.page.keyboard.press("Tab");
      const ring = await ida.page.evaluate(
        "getComputedStyle(document.activeElement.closest('.option')).outlineStyle",
      );
      expect(ring).toBe("solid");
    });
  });

  describe("the header", () => {
    const people = ["Bartholomäus Freiherr von Hohenstein-Waldburg", "Jo", "Ana-Sofía Rodríguez Villanueva"];
    const crowd = (me: Me): Me => ({
      ...me,
      desk: true,
      personas: [
        ...me.personas,
        ...[...people, ...people].map((name, n) => ({
          persona: `p${n}`,
          name,
          role: {
            de: "Product Owner Lernplattform, Lernen & Entwicklung",
            en: "Product owner for the platform, L&D",
          },
        })),
      ],
    });

    it.each([
      ["de", "ida"],
      ["en", "ben"],
    ] as const)("opens what is the person's own, in %s", async (language, person) => {
      const { web, home, request } = texts[language];
      const someone = await come(person, PHONE);
      await open(someone, homeButton(someone, web));
      await someone.page.getByRole("dialog", { name: home.title }).waitFor();
      await someone.dialog.getByRole("heading", { name: request.mine }).waitFor();
      expect(await overflow(someone)).toEqual([]);
      await named(someone.dialog, web.close).tap();
      await expectCount(someone.dialog, 0);
      expect(await someone.focused("#home")).toBe(true);
    });

    it("leads to the desk only those who have one", async () => {
      const ida = await come("ida");
      expect(await ida.page.locator("#desk-link").isVisible()).toBe(false);
      around.me = crowd;
      const ben = await come("ben");
      const desk = ben.page.getByRole("link", { name: en.web.toDesk });
      expect(await desk.getAttribute("href")).toBe("/desk?as=ben");
    });

    it("has the way home at its edge on a phone, above the languages", async () => {
      const ben = await come("ben", PHONE);
      const [home, languages] = await Promise.all(
        ["#home", ".languages"].map((part) => ben.page.locator(part).boundingBox()),
      );
      const edge = (box: typeof home) => Math.round((box?.x ?? 0) + (box?.width ?? 0));
      expect(edge(home)).toBe(edge(languages ?? null));
    });

    it.each([
      [320, 256],
      [360, 740],
      [700, 800],
      [710, 800],
      [900, 800],
      [1200, 800],
    ])("holds eight people with long names, and the way to the desk, at %i by %i", async (width, height) => {
      around.me = crowd;
      for (const person of ["ida", "ben"]) {
        const someone = await come(person, { viewport: { width, height } });
        expect(await overflow(someone)).toEqual([]);
        const all = ["#home", "#desk-link", ".languages", "h1", "#persona"];
        // The least room of all is for what one can press; who one is can be chosen where there is more.
        const parts = height < 300 ? all.slice(0, 3) : all;
        const boxes = await Promise.all(parts.map((part) => someone.page.locator(part).boundingBox()));
        const seen = boxes.filter((box) => box !== null);
        expect(seen).toHaveLength(parts.length);
        for (const { x, y, width: wide, height: high } of seen) {
          expect(x >= 0 && x + wide <= width && wide > 20).toBe(true);
          for (const other of seen) {
            if (other.x === x && other.y === y) continue;
            const apart =
              x + wide <= other.x ||
              other.x + other.width <= x ||
              y + high <= other.y ||
              other.y + other.height <= y;
            expect(apart).toBe(true);
          }
        }
      }
    });
  });

  describe("what the page says with everything it sends", () => {
    it("is the time zone it is in", async () => {
      const ida = await come("ida", { timezoneId: "Europe/Lisbon" });
      const answer = await ida.ask("Fakten");
      expect(await answer.textContent()).toContain("Deine Zeit: Europe/Lisbon");
    });

    const post = (event: object) =>
      home.handle(
        new Request("http://127.0.0.1/api/events?as=ida", {
          method: "POST",
          body: JSON.stringify({ id: crypto.randomUUID(), ...event }),
          headers: { "content-type": "application/json" },
        }),
      );

    it("may lack it, and it has a limit", async () => {
      expect((await post({ kind: "joined" })).status).toBe(202);
      expect((await post({ kind: "joined", zone: "Europe/Berlin" })).status).toBe(202);
      expect((await post({ kind: "joined", zone: "x".repeat(61) })).status).toBe(400);
    });

    it("is never that a job has become due: only the schedule says that", async () => {
      const due = { kind: "due", job: "check-in.ask", subject: "", week: "2026-W48", skipped: false };
      expect((await post(due)).status).toBe(400);
    });
  });

  describe("for everybody (axe-core)", () => {
    const STANDARDS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

    async function violations({ page }: Visit): Promise<string[]> {
      const runOnly = JSON.stringify({ type: "tag", values: STANDARDS });
      const found: axe.AxeResults = await page.evaluate(`axe.run(document, { runOnly: ${runOnly} })`);
      expect(found.passes.length).toBeGreaterThan(10);
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary ?? ""}`),
      );
    }

    const DESKTOP = { viewport: { width: 1200, height: 850 } };
    it.each([
      ["ida", "light", DESKTOP],
      ["ben", "dark", DESKTOP],
      ["ben", "light", PHONE],
      ["ida", "dark", PHONE],
    ] as const)("has nothing to mend for %s in %s colours", async (person, colorScheme, size) => {
      const someone = await come(person, { colorScheme, ...size, script: axe.source });
      const answer = await someone.ask(person === "ben" ? "Cards" : "Karten");
      expect(await violations(someone)).toEqual([]);
      expect(await overflow(someone)).toEqual([]);

      await open(someone, named(answer, "Ansehen"));
      expect(await violations(someone)).toEqual([]);
      expect(await overflow(someone)).toEqual([]);
      await named(someone.dialog, "Mein Journal").click();
      await someone.page.getByRole("dialog", { name: "Mein Journal" }).waitFor();
      expect(await violations(someone)).toEqual([]);
      await someone.page.keyboard.press("Escape");

      const form = await open(someone, named(answer, "Filtern"));
      await named(form, "Suchen").click();
      await form.locator("[aria-invalid=true]").waitFor();
      expect(await violations(someone)).toEqual([]);
      expect(await overflow(someone)).toEqual([]);
    });
  });
});
