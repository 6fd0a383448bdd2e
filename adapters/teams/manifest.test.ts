import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { AppManifestUtils } from "@microsoft/app-manifest";
import localization from "@microsoft/app-manifest/build/json-schemas/teams/v1.30/MicrosoftTeams.Localization.schema.json" with {
  type: "json",
};
import { Ajv } from "ajv";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import german from "../../manifests/teams/de.json" with { type: "json" };
import published from "../../manifests/teams/manifest.json" with { type: "json" };
import { germanTexts, type ManifestFor, teamsManifest } from "./manifest.ts";
import { teamsPackage } from "./package.ts";
import { GRAPH_PERMISSIONS } from "./permissions.ts";

const plain: ManifestFor = {
  url: new URL("https://lotse.example.com"),
  app: "9e2f1c3a-8b7d-4f6e-9a10-2b3c4d5e6f70",
  version: "1.0.0",
  domains: [],
};
const withLinks: ManifestFor = { ...plain, domains: ["learn.example.com"] };
const variants: [string, ManifestFor][] = [
  ["without link previews", plain],
  ["with link previews", withLinks],
];
const icon = (name: string) => readFileSync(new URL(`../../manifests/teams/${name}.png`, import.meta.url));

/** The schemas come with the package: nothing is fetched. */
const problems = (manifest: unknown): Promise<string[]> =>
  AppManifestUtils.validateAgainstSchema(
    manifest as Parameters<typeof AppManifestUtils.validateAgainstSchema>[0],
  );

describe("what Lotse may do in Teams (S12)", () => {
  it("is to be talked to, alone and where it is mentioned: nothing lets it read along", () => {
    const manifest = teamsManifest(withLinks);
    expect(manifest.bots.map(({ scopes }) => scopes)).toEqual([["personal", "team", "groupChat"]]);
    // No resource-specific consent, no device, no files, no call.
    for (const none of [
      "authorization",
      "permissions",
      "devicePermissions",
      "configurableTabs",
      "connectors",
    ]) {
      expect(manifest).not.toHaveProperty(none);
    }
    expect(manifest.bots[0]).toMatchObject({ supportsFiles: false, isNotificationOnly: false });
    expect(manifest.bots[0]).not.toHaveProperty("supportsCalling");
  });

  it("is to search, and to take up a message that somebody points at", () => {
    const [extension] = teamsManifest(plain).composeExtensions;
    expect(extension?.commands.map(({ id, type, context }) => [id, type, context])).toEqual([
      ["searchContent", "query", ["compose", "commandBox"]],
      ["requestLearning", "action", ["compose", "message"]],
    ]);
  });

  it("is to look at links of the catalogue only, and of no others", () => {
    expect(teamsManifest(plain).composeExtensions[0]).not.toHaveProperty("messageHandlers");
    expect(teamsManifest(withLinks).composeExtensions[0]).toMatchObject({
      messageHandlers: [{ type: "link", value: { domains: ["learn.example.com"] } }],
    });
  });

  it("is to show its own page in a tab, which knows who is in front of it", () => {
    const { staticTabs, validDomains, webApplicationInfo } = teamsManifest(withLinks);
    expect(staticTabs.map(({ entityId }) => entityId)).toEqual(["conversations", "home", "about"]);
    expect(validDomains).toEqual(["lotse.example.com"]);
    expect(webApplicationInfo).toEqual({
      id: plain.app,
      resource: `api://lotse.example.com/botid-${plain.app}`,
    });
  });

  it("is explained in the documentation, piece by piece", () => {
    const docs = readFileSync(new URL("../../docs/teams.md", import.meta.url), "utf8");
    const explained = [...docs.matchAll(/^\| `([a-zA-Z.]+)` \|/gm)].map(([, piece]) => piece);
    const pieces = [
      ...["personal", "team", "groupChat", "supportsTargetedMessages", "searchContent", "requestLearning"],
      ...["messageHandlers", "staticTabs", "webApplicationInfo"],
    ];
    expect(explained.sort()).toEqual([...pieces, ...Object.keys(GRAPH_PERMISSIONS)].sort());
  });
});

describe("the manifest of the Teams app", () => {
  it.each(variants)("is one by Microsoft's published schema, %s", async (_what, made) => {
    expect(await problems(teamsManifest(made))).toEqual([]);
  });

  it("would not be one if something were longer than allowed", async () => {
    const long = { ...teamsManifest(plain), name: { short: "L".repeat(31) } };
    expect(await problems(long)).not.toEqual([]);
  });

  it("says everything in German, too, where Teams looks for it", () => {
    const texts = germanTexts(plain);
    const { $schema: _, ...rules } = localization;
    const validate = new Ajv({
      allErrors: true,
      strict: false,
      validateFormats: false,
      unicodeRegExp: false,
    }).compile(rules);
    validate(texts);
    expect(validate.errors).toBeNull();
    expect(validate({ ...texts, "bots[1].title": "x" })).toBe(false);
    expect(texts).toMatchObject({
      "bots[0].commandLists[0].commands[2].prompt": "Ziel",
      "composeExtensions[0].commands[1].title": "Lernbedarf anfragen",
      "staticTabs[1].name": "Übersicht",
    });
  });

  it("has few and short enough commands to be shown", () => {
    for (const { commands } of teamsManifest(plain).bots.flatMap(({ commandLists }) => commandLists)) {
      expect(commands.length).toBeLessThanOrEqual(10);
      for (const { title } of commands) expect(title.length).toBeLessThanOrEqual(32);
    }
  });

  it("stands in the repository as the command writes it", () => {
    expect(published).toEqual(teamsManifest(withLinks));
    expect(german).toEqual(germanTexts(withLinks));
  });
});

describe("the icons of the Teams app", () => {
  it("are 192 pixels of colour without a gap", () => {
    const { size, pixels } = decoded(icon("color"));
    expect(size).toBe(192);
    expect(pixels.every(([, , , alpha]) => alpha === 255)).toBe(true);
    expect(pixels[0]).toEqual([0x0d, 0x46, 0x56, 255]);
  });

  it("are 32 pixels of white on nothing", () => {
    const { size, pixels } = decoded(icon("outline"));
    expect(size).toBe(32);
    expect(pixels.every(([red, green, blue]) => red + green + blue === 3 * 255)).toBe(true);
    const opaque = pixels.filter(([, , , alpha]) => alpha === 255).length;
    const empty = pixels.filter(([, , , alpha]) => alpha === 0).length;
    expect(opaque).toBeGreaterThan(100);
    expect(empty).toBeGreaterThan(500);
  });
});

describe("the package of the Teams app", () => {
  it("has the manifest, German and both icons, and nothing else", () => {
    const icons = { color: icon("color"), outline: icon("outline") };
    const files = unzipSync(teamsPackage(withLinks, icons));
    expect(Object.keys(files).sort()).toEqual(["color.png", "de.json", "manifest.json", "outline.png"]);
    const read = (name: string) => Buffer.from(files[name] ?? []);
    expect(JSON.parse(read("manifest.json").toString())).toEqual(published);
    expect(JSON.parse(read("de.json").toString())).toEqual(german);
    expect(read("color.png").equals(icons.color)).toBe(true);
    expect(read("outline.png").equals(icons.outline)).toBe(true);
  });

  it("is the same, byte by byte, for the same app", () => {
    const icons = { color: icon("color"), outline: icon("outline") };
    expect(teamsPackage(plain, icons)).toEqual(teamsPackage(plain, icons));
  });
});

type Pixel = [red: number, green: number, blue: number, alpha: number];

/** Our own icons: eight bits, with alpha, one part, unfiltered. */
function decoded(png: Buffer): { size: number; pixels: Pixel[] } {
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect([...png.subarray(24, 26)]).toEqual([8, 6]);
  const size = png.readUInt32BE(16);
  expect(png.readUInt32BE(20)).toBe(size);
  const at = png.indexOf("IDAT");
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const pixels = Array.from({ length: size * size }, (_, place): Pixel => {
    const start = Math.floor(place / size) * (1 + size * 4) + 1 + (place % size) * 4;
    const [red = 0, green = 0, blue = 0, alpha = 0] = rows.subarray(start, start + 4);
    return [red, green, blue, alpha];
  });
  return { size, pixels };
}
