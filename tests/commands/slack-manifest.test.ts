import { describe, expect, it } from "vitest";
import { slackManifest } from "../../adapters/slack/manifest.ts";
import { run } from "../command.ts";

const write = (...args: string[]) => run("slack:manifest", args);
const url = new URL("https://lotse.acme.example");

describe("npm run slack:manifest", () => {
  it("writes the manifest for a host", async () => {
    const { code, output, complaints } = await write("--url", "https://lotse.acme.example");
    expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
    const made = { url, socket: false, oauth: false, domains: [], language: "en" } as const;
    expect(JSON.parse(output)).toEqual(slackManifest(made));
  });

  it("for many workspaces, with link previews, in German", async () => {
    const links = ["--links", "learn.acme.example", "--links", "kurse.acme.example"];
    const { output } = await write("--url", url.href, "--oauth", ...links, "--language", "de");
    const domains = ["learn.acme.example", "kurse.acme.example"];
    const made = { url, socket: false, oauth: true, domains, language: "de" } as const;
    expect(JSON.parse(output)).toEqual(slackManifest(made));
  });

  it("needs no address for Socket Mode", async () => {
    const { code, output } = await write("--socket");
    expect(code).toBe(0);
    expect(JSON.parse(output).settings.socket_mode_enabled).toBe(true);
  });

  it.each([
    [[], "Say where Slack reaches Lotse with --url"],
    [["--socket", "--oauth"], "say where with --url"],
    [["--url", "http://lotse.acme.example"], "expected the public address of Lotse, https://HOST"],
    [["--url", "https://lotse.acme.example/slack"], "without a path"],
    [["--url", "lotse"], "expected the public address"],
    [["--url", url.href, "--links", "https://learn.acme.example"], "expected the domain of a catalogue"],
    [
      ["--url", url.href, ..."abcdef".split("").flatMap((one) => ["--links", `${one}.example`])],
      "at most 5 domains",
    ],
    [["--url", url.href, "--language", "fr"], "expected de or en"],
    [["--url", url.href, "--what"], "Cannot understand"],
  ])("says what to do instead of %j", async (args, sentence) => {
    const { code, output, complaints } = await write(...args);
    expect({ code, output }).toEqual({ code: 1, output: "" });
    expect(complaints).toContain(sentence);
    expect(complaints).toContain("Usage: npm run -s slack:manifest");
  });
});
