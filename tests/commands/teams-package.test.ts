import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { germanTexts, teamsManifest } from "../../adapters/teams/manifest.ts";
import { run } from "../command.ts";

const url = new URL("https://lotse.acme.example");
const app = "9e2f1c3a-8b7d-4f6e-9a10-2b3c4d5e6f70";
const known = ["--url", url.href, "--app-id", app];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lotse-teams-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("npm run teams:package", () => {
  it("writes the package for a host and an app, and says what to do with it", async () => {
    const out = join(folder, "acme.zip");
    const links = ["--links", "learn.acme.example", "--links", "kurse.acme.example"];
    const { code, output, complaints } = await run("teams:package", [
      ...known,
      ...links,
      ...["--version", "1.2.0", "--out", out],
    ]);
    expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
    expect(output).toContain(`${out} is written, version 1.2.0. Upload it in the Teams admin center`);
    expect(output).toContain(`TEAMS_APP_ID=${app}`);
    const files = unzipSync(readFileSync(out));
    const read = (name: string) => JSON.parse(Buffer.from(files[name] ?? []).toString());
    const made = { url, app, version: "1.2.0", domains: ["learn.acme.example", "kurse.acme.example"] };
    expect(read("manifest.json")).toEqual(teamsManifest(made));
    expect(read("de.json")).toEqual(germanTexts(made));
    expect(Object.keys(files)).toHaveLength(4);
  });

  it.each([
    [[], "Say where Teams reaches Lotse with --url."],
    [["--url", url.href], "Application (client) ID"],
    [["--url", "http://lotse.acme.example", "--app-id", app], "expected the public address of Lotse"],
    [["--url", `${url.href}teams`, "--app-id", app], "without a path"],
    [["--url", url.href, "--app-id", "lotse"], "expected an id such as"],
    [[...known, "--links", "https://learn.acme.example"], "expected the domain of a catalogue"],
    [
      [...known, ..."abcdefghijk".split("").flatMap((one) => ["--links", `${one}.example`])],
      "at most 10 domains",
    ],
    [[...known, "--version", "2"], "expected three numbers with dots"],
    [[...known, "--out", "lotse.tar"], "ends in .zip"],
    [[...known, "--out", "nowhere/lotse.zip"], "Name a file in a folder that is there."],
    [[...known, "--what"], "Cannot understand"],
  ])("says what to do instead of %j", async (args, sentence) => {
    const { code, output, complaints } = await run("teams:package", args);
    expect({ code, output }).toEqual({ code: 1, output: "" });
    expect(complaints).toContain(sentence);
    expect(complaints).toContain("Usage: npm run -s teams:package");
    expect(readdirSync(folder)).toEqual(["acme.zip"]);
  });
});
