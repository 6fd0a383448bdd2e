import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionOf, type Pressed, readInvoke } from "./actions.ts";

const value = fc.string({ unit: "binary", maxLength: 2000 }).filter((text) => text.length <= 2000);
const name = fc.stringMatching(/^[a-z-]{1,40}\.[a-z-]{1,40}$/);
const pressed: fc.Arbitrary<Pressed> = fc.oneof(
  fc.record({ kind: fc.constant("action" as const), action: name, value }),
  fc.record({ kind: fc.constant("form" as const), form: name, value }),
  fc.record({ kind: fc.constant("view" as const), view: name, value }),
  fc.record({ kind: fc.constant("passage" as const), passage: value }),
  fc.record({
    kind: fc.constant("feedback" as const),
    about: fc.string({ minLength: 1, maxLength: 100 }),
    verdict: fc.constantFrom("helpful" as const, "unhelpful" as const),
  }),
);

/** The ways in which Teams brings what a button carries. */
const ways = (data: object) => [
  data,
  { data, context: { theme: "dark" } },
  { action: { type: "Action.Execute", verb: "goal.start", data }, trigger: "manual" },
];

describe("what somebody presses in Teams", () => {
  it("comes back as it was meant, whichever way Teams brings it", () => {
    fc.assert(
      fc.property(pressed, fc.constantFrom("chat", "dialog"), (meant, surface) => {
        const [action] = actionOf(meant, "Label", surface);
        const data = action && "data" in action ? action.data : {};
        for (const brought of ways(JSON.parse(JSON.stringify(data))))
          expect(readInvoke(brought)).toEqual(meant);
      }),
    );
  });

  it("is said by the learner where there is a chat to say it in, and comes back from a dialog", () => {
    const meant = { kind: "say", text: "How <much>?" } as const;
    expect(actionOf(meant, "Ask", "chat")).toEqual([
      {
        type: "Action.Submit",
        title: "Ask",
        data: { msteams: { type: "messageBack", text: "How <much>?", displayText: "How ＜much＞?" } },
      },
    ]);
    expect(actionOf(meant, "Ask", "dialog").map(readInvoke)).toEqual([meant]);
  });

  it("is not offered when it carries more than an event can", () => {
    expect(actionOf({ kind: "passage", passage: "x".repeat(2001) }, "Look", "chat")).toEqual([]);
  });

  it.each([
    null,
    "lotse",
    {},
    { lotse: { kind: "action", action: "Goal.start", value: "" } },
    { lotse: { kind: "delete", value: "everything" } },
    { lotse: { kind: "feedback", about: "ans_42", verdict: "wonderful" } },
    { lotse: { kind: "submit", form: "goal.write", value: "" } },
    { action: "goal.start", data: { kind: "action" } },
    { action: { data: null } },
  ])("is nothing when it is none of ours: %j", (invoked) => {
    expect(readInvoke(invoked)).toBeNull();
  });
});
