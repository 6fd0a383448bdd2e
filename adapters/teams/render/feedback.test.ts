import { describe, expect, it } from "vitest";
import { readFeedback } from "./feedback.ts";

const given = (reaction: string, feedback?: unknown) => ({
  actionName: "feedback",
  actionValue: { reaction, ...(feedback === undefined ? {} : { feedback }) },
});

describe("the thumbs that Teams shows below an answer", () => {
  it.each([
    ["like", "helpful"],
    ["dislike", "unhelpful"],
  ])("say what they say, also when Teams wraps it: %s", (reaction, verdict) => {
    expect(readFeedback(given(reaction))).toEqual({ verdict, values: {} });
    expect(readFeedback({ data: given(reaction) })).toEqual({ verdict, values: {} });
  });

  it("bring what was written into our form after them", () => {
    const feedback = JSON.stringify({ "text.comment": "Too “long”", feedbackText: "not ours" });
    expect(readFeedback(given("dislike", feedback))?.values).toEqual({ comment: "Too “long”" });
  });

  it.each(["", "{", "7", "null", '{"text.comment":7}'])(
    "bring nothing that is no form of ours: %j",
    (feedback) => {
      expect(readFeedback(given("like", feedback))).toEqual({ verdict: "helpful", values: {} });
    },
  );

  it.each([null, {}, given("love"), { ...given("like"), actionName: "other" }, { data: {} }])(
    "say nothing otherwise: %j",
    (invoked) => {
      expect(readFeedback(invoked)).toBeNull();
    },
  );
});
