import { describe, expect, it } from "vitest";
import { readFeedback } from "./feedback.ts";

const given = (reaction: string) => ({ actionName: "feedback", actionValue: { reaction, feedback: "{}" } });

describe("the thumbs that Teams shows below an answer", () => {
  it.each([
    ["like", "helpful"],
    ["dislike", "unhelpful"],
  ])("say what they say, on their own and when a dialog is asked for: %s", (reaction, verdict) => {
    expect(readFeedback(given(reaction))).toBe(verdict);
    expect(readFeedback({ data: given(reaction) })).toBe(verdict);
  });

  it.each([null, {}, given("love"), { ...given("like"), actionName: "other" }, { data: {} }])(
    "say nothing otherwise: %j",
    (invoked) => {
      expect(readFeedback(invoked)).toBeNull();
    },
  );
});
