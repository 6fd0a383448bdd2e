import { strToU8, zipSync } from "fflate";
import { germanTexts, type ManifestFor, teamsManifest } from "./manifest.ts";

export type Icons = { color: Uint8Array; outline: Uint8Array };

/** The same bytes for the same app: Teams does not read when a file was made. */
const MADE = new Date("2026-01-01T00:00:00Z");

/** The zip that an admin uploads. */
export function teamsPackage(made: ManifestFor, { color, outline }: Icons): Uint8Array {
  const json = (value: unknown) => strToU8(`${JSON.stringify(value, null, 2)}\n`);
  const files = {
    "manifest.json": json(teamsManifest(made)),
    "de.json": json(germanTexts(made)),
    "color.png": color,
    "outline.png": outline,
  };
  return zipSync(files, { mtime: MADE });
}
