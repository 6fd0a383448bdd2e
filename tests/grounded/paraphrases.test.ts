import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { checked } from "../../src/answer/grounded/claim.ts";
import { type Evidence, evidenceOf } from "../../src/answer/grounded/evidence.ts";
import { sharedFileOrSkip } from "../shared.ts";
import { sectionOf } from "./demo-sections.ts";
import { publicInjections } from "./injections.ts";

const Claimed = z.array(z.strictObject({ of: z.string(), claim: z.string() }));
const claims = z
  .strictObject({ same: Claimed, easy: Claimed, unseen: Claimed, other: Claimed, false: Claimed })
  .parse(parse(readFileSync(new URL("paraphrases.yaml", import.meta.url), "utf8")));

/** What a section of the demo bears out. */
function evidence(of: string, how: "same" | "other"): Evidence {
  const source = sectionOf(of);
  const other = source.language === "de" ? "en" : "de";
  return evidenceOf([source], how === "same" ? source.language : other);
}

const passing = (some: z.infer<typeof Claimed>, how: "same" | "other") =>
  some.filter(({ of, claim }) => typeof checked(claim, evidence(of, how)) !== "string");

describe("claims about the demo", () => {
  it("pass where they say in other words what stands there", () => {
    expect(passing(claims.same, "same").length).toBeGreaterThanOrEqual(claims.same.length - 1);
  });

  it("pass in plain words", () => {
    expect(passing(claims.easy, "same").length).toBeGreaterThanOrEqual(claims.easy.length - 2);
  });

  it("pass in plain words, also where the checks were not made with them", () => {
    expect(passing(claims.unseen, "same").length).toBeGreaterThanOrEqual(16);
  });

  it("pass across languages where names and numbers are enough to tell", () => {
    expect(passing(claims.other, "other").length).toBeGreaterThanOrEqual(3);
  });

  it("do not pass where they are wrong (R4)", () => {
    expect(passing(claims.false, "same")).toEqual([]);
  });

  const folder = sharedFileOrSkip("corpora/injection");
  it.skipIf(folder === null)("do not pass where they are lines of public attacks (S7)", () => {
    const lines = publicInjections(folder ?? "").map((text) => (text.split("\n")[0] ?? "").slice(0, 600));
    expect(lines.length).toBeGreaterThan(300);
    const sections = [...new Set(claims.same.map(({ of }) => of))];
    const passed = sections.flatMap((of) =>
      (["same", "other"] as const).flatMap((how) => {
        const borne = evidence(of, how);
        return lines.filter((line) => typeof checked(line, borne) !== "string");
      }),
    );
    expect(passed).toEqual([]);
  });
});
