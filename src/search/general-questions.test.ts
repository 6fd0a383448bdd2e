import { describe, expect, it } from "vitest";
import { GENERAL_QUESTIONS } from "./general-questions.ts";

describe("general questions", () => {
  it("are as many in German as in English, and none comes twice", () => {
    const { de, en } = GENERAL_QUESTIONS;
    expect(Math.min(de.length, en.length)).toBeGreaterThanOrEqual(145);
    expect(Math.abs(de.length - en.length)).toBeLessThanOrEqual(5);
    expect(new Set([...de, ...en]).size).toBe(de.length + en.length);
  });
});
