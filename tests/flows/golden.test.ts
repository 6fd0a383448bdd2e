import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeskView } from "../../adapters/web/desk-protocol.ts";
import { Role } from "../../src/channel/role.ts";
import { applyChanges } from "../../src/store/change.ts";
import { type House, house, memorySource, ORG, temporaryFolder } from "../house.ts";

const NOW = Date.UTC(2026, 10, 25, 9);
const QUESTION = "Wie hoch ist das Lernbudget?";
const BEFORE = {
  "mentoring.md": "# Mentoring\n\nEin Tandem trifft sich alle zwei Wochen.\n\n## Dauer\n\nSechs Monate.",
  "budget.md":
    "# Lernbudget\n\nJede Person hat ein Lernbudget von 1.200 Euro.\n\n## Wofür?\n\nFür Kurse und Bücher.",
  "golden-questions.yaml": `- question: ${QUESTION}\n  document: budget.md\n`,
};
const AFTER = { ...BEFORE, "budget.md": "# Kantine\n\nHeute gibt es Suppe." };

describe("a golden question that an import has lost the answer to", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let logged: string[];

  beforeEach(async () => {
    folder = temporaryFolder();
    logged = [];
    const log = (line: string) => void logged.push(line);
    home = await house({ folder: folder.path, clock: { now: () => NOW }, documents: BEFORE, log });
  });
  afterEach(async () => {
    await home.close();
    folder.remove();
  });

  const bring = (documents: Record<string, string>) =>
    home.app.importDocuments(ORG, "de", memorySource(documents));
  const desk = async (person: string) => {
    const response = await home.handle(new Request(`http://lotse.test/api/desk?as=${person}`));
    return { status: response.status, view: (await response.json()) as DeskView };
  };
  const give = (role: Role) =>
    home.store.write((writer) =>
      applyChanges(writer, ORG, [{ change: "put", table: "role", row: { org: ORG, learner: "ida", role } }]),
    );

  it("is told to whoever imports, and counted in the log without its words", async () => {
    expect((await bring(BEFORE)).golden).toMatchObject([{ state: "found" }]);
    expect(logged.filter((line) => line.includes("golden"))).toEqual([]);
    expect((await bring(AFTER)).golden).toMatchObject([{ state: "lost", since: NOW, line: 1 }]);
    const [warned, ...more] = logged.filter((line) => line.includes("golden"));
    expect(more).toEqual([]);
    expect(JSON.parse(warned ?? "")).toMatchObject({ level: "warn", org: ORG, source: "files", count: 1 });
    expect(logged.join("\n")).not.toContain("Lernbudget");
  });

  it("is on the desk with its day until it is found again", async () => {
    expect((await desk("uma")).view.lostAnswers).toEqual([]);
    await bring(AFTER);
    expect((await desk("uma")).view.lostAnswers).toEqual([
      { question: QUESTION, language: "de", since: NOW },
    ]);
    await bring(BEFORE);
    expect((await desk("uma")).view.lostAnswers).toEqual([]);
  });

  it.each(Role.options)(
    "is there for those who look after content, not for everybody at the desk: %s (S3)",
    async (role) => {
      await bring(AFTER);
      await give(role);
      const { status, view } = await desk("ida");
      if (role === "admin") return expect(status).toBe(403);
      const shown = ["product_owner", "creator"].includes(role);
      expect(view.lostAnswers?.length ?? null).toBe(shown ? 1 : null);
      expect(JSON.stringify(view).includes(QUESTION)).toBe(shown);
    },
  );
});
