import { describe, expect, it } from "vitest";
import { ask } from "../../dialogs/ask.ts";
import { welcome } from "../../dialogs/welcome.ts";
import { byIda } from "../../tests/happenings.ts";
import type { Happening } from "../channel/event.ts";
import { aesSealer } from "../store/sealing.ts";
import type { Dialog, Dialogs } from "./dialog.ts";
import { afterOpening, dialogOf, route, words } from "./router.ts";

/** Something that may follow what is said to come here. */
const recommending: Dialog<null> = {
  ...welcome,
  id: "recommend",
  calls: { whole: ["empfehlungen"], openings: ["recommend", "recommend me", "empfiehl mir"] },
};
const dialogs: Dialogs = new Map(
  [welcome, ask({ sealer: aesSealer(Buffer.alloc(32)) }), recommending].map((dialog) => [dialog.id, dialog]),
);
const routed = (happening: Happening) => route(byIda(happening), dialogs);
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

  it("what begins with an opening belongs to the dialog that has it, and the rest is what it is about", () => {
    expect(said("Empfiehl mir Pivot-Tabellen")).toBe("recommend");
    expect(said("Empfehlungen!")).toBe("recommend");
    expect(said("Recommendations are fine")).toBe("ask");
    const openings = recommending.calls?.openings ?? [];
    expect(afterOpening("Recommend me: Excel, please", openings)).toBe("Excel, please");
    expect(afterOpening("EMPFIEHL  mir »C++«", openings)).toBe("C++«");
    expect(afterOpening("Wie geht das?", openings)).toBe("");
  });

  it("a job of the schedule belongs to the dialog it names", () => {
    const due = { kind: "due", job: "check-in.ask", subject: "", week: "2026-W48", skipped: false } as const;
    expect(route({ ...byIda({ kind: "joined" }), ...due }, dialogs)).toBe("check-in");
  });

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
