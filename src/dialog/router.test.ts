import { describe, expect, it } from "vitest";
import { byIda } from "../../tests/happenings.ts";
import type { Happening } from "../channel/event.ts";
import { dialogOf, route, words } from "./router.ts";

const routed = (happening: Happening) => route(byIda(happening));
const said = (text: string) => routed({ kind: "message", text, attachments: [] });

describe("who takes what no dialog waits for", () => {
  it.each([
    "Hallo",
    "hallo!",
    "Moin, Moin",
    "Guten Morgen 😀",
    "Grüß Gott",
    "hi lotse",
    "Good morning.",
    "START",
  ])("the greeting %j is welcomed", (text) => {
    expect(said(text)).toBe("welcome");
  });

  it.each(["Hallo, wie hoch ist mein Lernbudget?", "hi there, who pays?", "Wie hoch?", "", "👋", "moinsen"])(
    "the message %j is a question",
    (text) => {
      expect(said(text)).toBe("ask");
    },
  );

  it("a button and a form belong to the dialog they name", () => {
    expect(routed({ kind: "action", action: "check-in.skip", value: "" })).toBe("check-in");
    expect(routed({ kind: "form", form: "ask.comment", value: "", values: {} })).toBe("ask");
  });

  it("whoever joins is welcomed", () => {
    expect(routed({ kind: "joined" })).toBe("welcome");
  });

  it("a verdict on an answer goes to whoever answers", () => {
    expect(routed({ kind: "feedback", about: "a1", verdict: "helpful" })).toBe("ask");
  });
});

describe("names and words", () => {
  it("the dialog is what stands before the dot", () => {
    expect(dialogOf("ask.comment")).toBe("ask");
  });

  it("a short message is compared without capitals, marks and gaps", () => {
    expect(words("  Guten…   MORGEN,\nÄrzte 24/7! ")).toBe("guten morgen ärzte 24 7");
    expect(words("!?")).toBe("");
  });
});
