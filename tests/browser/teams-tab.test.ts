import { join } from "node:path";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { entraTokens } from "../../adapters/entra/tokens.ts";
import { signedInVisitors } from "../../adapters/web/signed-in.ts";
import { texts } from "../../src/i18n/texts.ts";
import { temporaryFolder } from "../house.ts";
import { type LoopbackTeams, loopbackTeams } from "../loopback/teams/teams.ts";
import { fromLotse, type Hands, PATIENCE, type TeamsHouse, teamsHouse } from "../teams-house.ts";
import { describeInBrowser, launchBrowser } from "./browser.ts";
import { openInTeams, type TeamsTab } from "./teams-host.ts";

const { tab: german, home: germanHome, problems } = texts.de;
const { tab: english, home: englishHome } = texts.en;

describeInBrowser("the tab Home in Teams", () => {
  let browser: Browser;
  let folder: ReturnType<typeof temporaryFolder>;
  let teams: LoopbackTeams;
  let at: TeamsHouse;
  let ana: Hands;
  let open: TeamsTab[];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    open = [];
    folder = temporaryFolder();
    teams = await loopbackTeams({ patience: PATIENCE });
    const tokens = entraTokens({ app: teams.app.id, authority: new URL(teams.authority) });
    at = await teamsHouse({
      folder: folder.path,
      teams,
      doors: (parts) => ({
        visitors: signedInVisitors({ ...parts, tokens }),
        entrance: [],
        origin: null,
        hosts: ["127.0.0.1"],
      }),
    });
    ana = teams.person(at.tenant, "Ana Arndt", { locale: "de-DE" });
    await ana.says("Hallo");
    await at.quiet();
  });
  afterEach(async () => {
    await Promise.all(open.map((tab) => tab.close()));
    await at.close();
    await teams.close();
    folder.remove();
  });

  type About = Partial<Omit<Parameters<typeof openInTeams>[1], "tab">>;
  async function comes(who: Hands, about: About = {}): Promise<TeamsTab> {
    const token = async () => ({ token: await who.pageToken() });
    const tab = await openInTeams(browser, {
      tab: `${at.origin}/teams/home`,
      locale: "de-DE",
      token,
      ...about,
    });
    open.push(tab);
    return tab;
  }

  it("shows what is somebody's own, in what Teams speaks, and asks with a token alone (S2)", async () => {
    const tab = await comes(ana);
    await tab.own.getByText(germanHome.noGoal).waitFor();
    expect(await tab.title.textContent()).toBe(germanHome.title);
    expect(await tab.inside("document.documentElement.lang")).toBe("de");
    expect(await tab.inside("document.cookie")).toBe("");
    const asked = tab.requests.filter(({ url }) => url.startsWith(`${at.origin}/api/`));
    expect(asked.length).toBeGreaterThan(1);
    for (const { url, headers } of asked) {
      expect(headers.authorization).toMatch(/^Bearer ey/);
      expect(headers.cookie).toBeUndefined();
      expect(url).not.toContain("ey");
    }
    // No script of anybody else's, and no address but ours and that of Teams.
    expect(new Set(tab.requests.map(({ url }) => new URL(url).origin))).toEqual(
      new Set([at.origin, "https://teams.microsoft.com"]),
    );
    expect(tab.complaints()).toEqual([]);
  });

  it("answers what is pressed there in the person's own chat, and goes there", async () => {
    const tab = await comes(ana);
    const before = fromLotse(ana).length;
    await tab.own.getByRole("button", { name: germanHome.setGoal }).click();
    await tab.says(german.sent);
    await expect.poll(() => fromLotse(ana).length).toBeGreaterThan(before);
    await tab.told.getByRole("button", { name: german.openChat }).click();
    await expect.poll(tab.wanted).toContain("pages.currentApp.navigateTo conversations");
  });

  it("takes a form by the keyboard alone, with its mistakes beside the fields", async () => {
    const tab = await comes(ana);
    const write = tab.own.getByRole("button", { name: germanHome.newRequest });
    await write.focus();
    await tab.page.keyboard.press("Enter");
    await tab.dialog.waitFor();
    await tab.dialog.getByRole("textbox").first().waitFor();
    await tab.page.keyboard.press("Escape");
    await tab.dialog.waitFor({ state: "detached" });
    expect(await tab.inside("document.activeElement.textContent")).toBe(germanHome.newRequest);
    await tab.page.keyboard.press("Enter");
    await tab.dialog.getByRole("button", { name: texts.de.request.next }).press("Enter");
    await tab.says(texts.de.web.checkFields);
    await tab.dialog.getByRole("textbox").first().fill("Selbst einen Kran fahren");
    await tab.dialog.getByRole("textbox").last().fill("Niemand hat einen Kranschein");
    await tab.dialog.getByRole("button", { name: texts.de.request.next }).press("Enter");
    await tab.says(german.sent);
    await at.quiet();
    expect(fromLotse(ana).at(-1)?.words).toContain("Kranschein");
    expect(tab.complaints()).toEqual([]);
  });

  it("shows itself anew when what was pressed has changed it", async () => {
    const tab = await comes(ana);
    const { turnOn, turnOff } = texts.de.privacy;
    await tab.own.getByRole("button", { name: turnOn }).last().click();
    await tab.own.getByRole("button", { name: turnOff }).waitFor();
  });

  it("greets somebody who has never written anything, whose chat is begun for them", async () => {
    const ben = teams.person(at.tenant, "Ben Roth", { locale: "en-US" });
    const tab = await comes(ben, { locale: "en-US" });
    await tab.own.getByText(englishHome.noGoal).waitFor();
    await tab.own.getByRole("button", { name: englishHome.setGoal }).click();
    await tab.says(english.sent);
    await expect.poll(() => fromLotse(ben).length).toBeGreaterThan(0);
  });

  it("says so when Lotse cannot write to somebody, and sends nothing", async () => {
    const ben = teams.person(at.tenant, "Ben Roth", { withApp: false });
    const tab = await comes(ben);
    await tab.own.getByRole("button", { name: germanHome.setGoal }).click();
    await tab.says(problems.noChat);
    const begun = await at.home.store.read.selectFrom("conversation").select("conversation").execute();
    expect(begun.map(({ conversation }) => conversation)).toHaveLength(1);
  });

  it("wears what Teams wears, whatever the computer prefers, and changes with it", async () => {
    const tab = await comes(ana, { theme: "dark", colorScheme: "light" });
    await tab.own.getByText(germanHome.noGoal).waitFor();
    const paper = () => tab.inside<string>("getComputedStyle(document.body).backgroundColor");
    expect(await paper()).toBe("rgb(12, 26, 34)");
    await tab.chooses("contrast");
    await expect.poll(paper).toBe("rgb(0, 0, 0)");
    await tab.chooses("default");
    await expect.poll(paper).toBe("rgb(244, 244, 240)");
  });

  describe("says in plain words what is wrong, and tries again", () => {
    it.each<[string, string, string, string]>([
      ["the person has said no", "CancelledByUser", german.declinedTitle, german.declined],
      ["nobody has said yes yet", "consent_required", german.declinedTitle, german.declined],
      ["Teams gives no token", "resourceDisabled", german.unknownTitle, german.unknown],
    ])("when %s", async (_when, error, title, words) => {
      let given: { error: string } | null = { error };
      const tab = await comes(ana, { token: async () => given ?? { token: await ana.pageToken() } });
      await tab.says(words);
      expect(await tab.title.textContent()).toBe(title);
      given = null;
      await tab.told.getByRole("button", { name: german.tryAgain }).click();
      await tab.own.getByText(germanHome.noGoal).waitFor();
    });

    it("when a token has run out, once it has asked for another", async () => {
      let asked = 0;
      const late = await ana.pageToken();
      const tab = await comes(ana, {
        token: async () => ({ token: ++asked === 1 ? `${late}x` : await ana.pageToken() }),
      });
      await tab.own.getByText(germanHome.noGoal).waitFor();
      expect(asked).toBeGreaterThan(2);
    });

    it("when no token of theirs is accepted (S2)", async () => {
      const token = `${await ana.pageToken()}x`;
      const tab = await comes(ana, { token: () => ({ token }) });
      await tab.says(problems.tokenNotAccepted);
    });

    it("when they belong to the Teams of another company (S2, S4)", async () => {
      const stranger = teams.person(teams.tenant("Reederei"), "Eve");
      const tab = await comes(stranger);
      await tab.says(problems.otherTenant);
    });

    it("when Lotse was stopped in their company", async () => {
      const tab = await comes(ana);
      await tab.own.getByText(germanHome.noGoal).waitFor();
      await at.home.store.write((writer) => writer.updateTable("org").set({ stopped_at: 1 }).execute());
      const again = await comes(ana);
      await again.says(german.nothing);
    });

    it("when the server is away, and shows itself when it is back", async () => {
      const tab = await comes(ana);
      await tab.own.getByText(germanHome.noGoal).waitFor();
      await tab.page.context().setOffline(true);
      await tab.own.getByRole("button", { name: germanHome.setGoal }).click();
      await tab.says(texts.de.web.unreachable);
      await tab.page.context().setOffline(false);
      await tab.own.getByRole("button", { name: germanHome.setGoal }).click();
      await tab.says(german.sent);
    });

    it("when the page is opened outside of Teams", async () => {
      const page = await browser.newPage({ locale: "de-DE" });
      await page.goto(`${at.origin}/teams/home`);
      await page.getByText(german.outside).waitFor();
      expect(await page.locator("#title").textContent()).toBe(german.outsideTitle);
      await page.close();
    });
  });

  it("is shown by Teams only, and no other page of Lotse's is", async () => {
    const policy = async (path: string) =>
      (await fetch(`${at.origin}${path}`)).headers.get("content-security-policy") ?? "";
    const home = await fetch(`${at.origin}/teams/home`);
    expect(home.headers.get("x-frame-options")).toBeNull();
    expect(await policy("/teams/home")).toMatch(
      /default-src 'none'; script-src 'self';.*frame-ancestors https:\/\/teams\.microsoft\.com https:\/\/\*\.teams/,
    );
    for (const path of ["/page/main.ts", "/legal/privacy", "/api/me", "/tab/index.html"])
      expect(await policy(path)).toContain("frame-ancestors 'none'");
  });

  describe("for everybody (axe-core)", () => {
    it.each([
      ["de-DE", "default", 900],
      ["de-DE", "dark", 900],
      ["en-US", "contrast", 900],
      ["en-US", "default", 360],
    ] as const)("in %s, %s, %i wide", async (locale, theme, width) => {
      const who = teams.person(at.tenant, "Cleo Kern", { locale });
      const tab = await comes(who, { locale, theme, width, script: axe.source });
      const home = locale === "de-DE" ? germanHome : englishHome;
      await tab.own.getByText(home.noGoal).waitFor();
      const look = async () => {
        const { violations } = await tab.inside<axe.AxeResults>("axe.run(document)");
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
        ).toEqual([]);
      };
      await look();
      await tab.own.getByRole("button", { name: home.newRequest }).click();
      await tab.dialog.getByRole("textbox").first().waitFor();
      await look();
      expect(await tab.inside("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      await picture(tab, `${locale}-${theme}-${width}-form`);
      await tab.page.keyboard.press("Escape");
      await tab.own.getByRole("button", { name: home.checkIn }).click();
      await tab.told.getByRole("button").waitFor();
      await look();
      await picture(tab, `${locale}-${theme}-${width}`);
      expect(tab.complaints()).toEqual([]);
    });
  });
});

/** A picture for who wants to look at it. */
async function picture({ page }: TeamsTab, name: string): Promise<void> {
  const folder = process.env.LOTSE_PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `tab-${name}.png`) });
}
