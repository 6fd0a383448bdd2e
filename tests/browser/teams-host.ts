import type { Browser, FrameLocator, Page } from "playwright-core";

export type TeamsTab = Awaited<ReturnType<typeof openInTeams>>;
type Theme = "default" | "dark" | "contrast";
type Token = { token: string } | { error: string };
type Settings = {
  /** The address of the tab, as the manifest names it. */
  tab: string;
  locale: string;
  theme?: Theme;
  /** What Teams answers whenever the page asks who is in front of it. */
  token(): Token | Promise<Token>;
  width?: number;
  height?: number;
  colorScheme?: "light" | "dark";
  script?: string;
};

const PATIENCE = 15_000;
const TEAMS = "https://teams.microsoft.com";
const PAPER: Record<Theme, string> = { default: "#f5f5f5", dark: "#1f1f1f", contrast: "#000000" };
/** Teams shows these to a page that may go from one tab of its app to another. */
const RUNTIME = {
  apiVersion: 4,
  hostVersionsInfo: {},
  isLegacyTeams: false,
  supports: { pages: { currentApp: {} } },
};

/** Teams as a web page, as far as a tab notices: it frames the tab, and speaks with Microsoft's client library in there. */
export async function openInTeams(browser: Browser, settings: Settings) {
  const { tab, locale, theme = "default", token, width = 900, height = 800, script = "" } = settings;
  const { colorScheme = "light" } = settings;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: "reduce",
    colorScheme,
    // A page of Teams' own may else not frame what is on this computer.
    permissions: ["local-network-access"],
  });
  context.setDefaultTimeout(PATIENCE);
  const complaints: string[] = [];
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  const requests: { url: string; headers: Record<string, string> }[] = [];
  context.on("request", (request) => requests.push({ url: request.url(), headers: request.headers() }));
  if (script !== "") await context.addInitScript(script);
  await context.exposeFunction("tokenOfTeams", token);
  await context.route(`${TEAMS}/**`, (route) =>
    route.fulfill({ contentType: "text/html", body: host({ tab, locale, theme }) }),
  );
  const page = await context.newPage();
  await page.goto(`${TEAMS}/v2/`);
  const frame: FrameLocator = page.frameLocator("iframe");

  return {
    page,
    frame,
    title: frame.locator("#title"),
    told: frame.locator("#told"),
    own: frame.locator("#own"),
    dialog: frame.locator("dialog"),
    requests,
    /** Errors and warnings, but for the list of hosts that the library would fetch from elsewhere, and is not let. */
    complaints: () => complaints.filter((words) => !words.includes("res.cdn.office.net")),
    async chooses(next: Theme): Promise<void> {
      await page.evaluate(`tell("themeChange", ["${next}"])`);
    },
    /** What the page wanted from Teams, by name. */
    wanted: (): Promise<string[]> => page.evaluate("wanted"),
    /** Runs in the tab. */
    inside: <Result>(expression: string): Promise<Result> => frameOf(page, tab).evaluate(expression),
    async says(words: string): Promise<void> {
      await frame.getByText(words).first().waitFor();
    },
    close: () => context.close(),
  };
}

function frameOf(page: Page, tab: string) {
  const found = page.frames().find((one) => one.url().startsWith(tab));
  if (!found) throw new Error("the tab is not shown");
  return found;
}

function host({ tab, locale, theme }: { tab: string; locale: string; theme: Theme }): string {
  const context = {
    locale,
    theme,
    entityId: "home",
    frameContext: "content",
    hostName: "Teams",
    hostClientType: "web",
  };
  return `<!doctype html><title>Teams</title>
<style>body { margin: 0; background: ${PAPER[theme]} } iframe { border: 0; width: 100vw; height: 100vh }</style>
<iframe src="${tab}" title="Lotse" allow="local-network-access"></iframe>
<script>
  const wanted = [];
  const page = () => document.querySelector("iframe").contentWindow;
  const tell = (func, args) => page().postMessage({ func, args }, new URL(${JSON.stringify(tab)}).origin);
  const answers = {
    initialize: async () => ["content", "web", JSON.stringify(${JSON.stringify(RUNTIME)}), "2.58.0"],
    getContext: async () => [${JSON.stringify(context)}],
    "authentication.getAuthToken": async () => {
      const given = await tokenOfTeams();
      return "token" in given ? [true, given.token] : [false, given.error];
    },
    "pages.currentApp.navigateTo": async () => [null, true],
  };
  addEventListener("message", async ({ source, origin, data }) => {
    if (source !== page() || typeof data?.func !== "string") return;
    wanted.push(data.func + (data.func.endsWith("navigateTo") ? " " + data.args[0].pageId : ""));
    const args = await answers[data.func]?.();
    if (args) page().postMessage({ id: data.id, uuidAsString: data.uuidAsString, args }, origin);
  });
</script>`;
}
