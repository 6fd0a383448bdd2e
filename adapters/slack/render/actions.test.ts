import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buttonOf, numbers, type Pressed, readAction } from "./actions.ts";

const value = fc.string({ unit: "binary", maxLength: 2000 }).filter((text) => text.length <= 2000);

describe("what somebody presses in Slack", () => {
  it("comes back as it was meant, whatever it carries", () => {
    const pressed: fc.Arbitrary<Pressed> = fc.oneof(
      value.map((value) => ({ kind: "action" as const, action: "goal.start", value })),
      value.map((passage) => ({ kind: "passage" as const, passage })),
      value.map((text) => ({ kind: "say" as const, text })),
      fc
        .string({ maxLength: 100 })
        .map((about) => ({ kind: "feedback" as const, about, verdict: "helpful" as const })),
    );
    fc.assert(
      fc.property(pressed, (meant) => {
        const [button] = buttonOf(meant, "Label", numbers());
        expect(button?.value ?? "").not.toMatch(/[&<>]/);
        expect(readAction(button)).toEqual(meant);
      }),
    );
  });

  it("has a mark of its own, however often the same stands in a message", () => {
    const number = numbers();
    const meant = { kind: "form", form: "request.write", value: "" } as const;
    const ids = [1, 2, 3].flatMap(() => buttonOf(meant, "Write", number)).map(({ action_id }) => action_id);
    expect(ids).toEqual(["form request.write 0", "form request.write 1", "form request.write 2"]);
  });

  it("is not offered when it carries more than Slack takes along", () => {
    expect(buttonOf({ kind: "say", text: "x".repeat(2001) }, "Say", numbers())).toEqual([]);
  });

  it.each([
    null,
    {},
    { action_id: "action" },
    { action_id: "action Goal.start 0" },
    { action_id: "delete everything 0" },
    { action_id: "feedback 0", value: "wonderful ans_42" },
    { action_id: "feedback 0" },
    { action_id: 7 },
  ])("is nothing when it is none of ours: %j", (action) => {
    expect(readAction(action)).toBeNull();
  });
});
