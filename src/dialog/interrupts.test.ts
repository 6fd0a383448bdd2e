import { describe, expect, it } from "vitest";
import { byIda } from "../../tests/happenings.ts";
import type { Happening } from "../channel/event.ts";
import { CHOOSE_LANGUAGE, interruptOf } from "./interrupts.ts";

const of = (happening: Happening) => interruptOf(byIda(happening));
const said = (text: string) => of({ kind: "message", text, attachments: [] });

describe("what can be said at any time", () => {
  it.each([
    ["cancel", "cancel"],
    ["Abbrechen!", "cancel"],
    ["never mind", "cancel"],
    ["Vergiss es.", "cancel"],
    ["help", "help"],
    ["HILFE", "help"],
    ["Was kannst du?", "help"],
    ["what can you do?", "help"],
    ["stop", "stop"],
    ["Stopp!!!", "stop"],
    ["  halt  ", "stop"],
  ])("%j means %s", (text, interrupt) => {
    expect(said(text)).toMatchObject({ interrupt });
  });

  it.each([
    ["Deutsch", "de"],
    ["auf Deutsch, bitte", "de"],
    ["in German", "de"],
    ["English", "en"],
    ["in English please", "en"],
    ["auf Englisch", "en"],
  ])("%j chooses the language %s", (text, language) => {
    expect(said(text)).toEqual({ interrupt: "language", language });
  });

  it.each([
    "How do I cancel a course?",
    "Wie kann ich einen Kurs abbrechen?",
    "help me find a mentor",
    "Hilfe beim Lernen",
    "Gibt es Deutsch als Kurs?",
    "English course",
    "stop smoking course",
    "Haltestelle",
    "",
    "!!!",
  ])("%j is a question like any other", (text) => {
    expect(said(text)).toBeNull();
  });

  it("is not looked for in a long message, however it is padded", () => {
    expect(said(`${"!".repeat(40)} stop`)).toBeNull();
  });
});

describe("what happens besides words", () => {
  it("the stop of one answer names it", () => {
    expect(of({ kind: "stop", delivery: "d1" })).toEqual({ interrupt: "stop", delivery: "d1" });
  });

  it("typing it stops whichever is being written", () => {
    expect(said("stop")).toEqual({ interrupt: "stop", delivery: null });
  });

  it("leaving ends everything", () => {
    expect(of({ kind: "left" })).toEqual({ interrupt: "left" });
  });

  it("the language button chooses a language Lotse speaks, and no other", () => {
    expect(of({ kind: "action", action: CHOOSE_LANGUAGE, value: "en" })).toEqual({
      interrupt: "language",
      language: "en",
    });
    expect(of({ kind: "action", action: CHOOSE_LANGUAGE, value: "fr" })).toBeNull();
  });

  it.each<Happening>([
    { kind: "action", action: "ask.send", value: "de" },
    { kind: "form", form: "ask.comment", value: "", values: { comment: "stop" } },
    { kind: "feedback", about: "a1", verdict: "helpful" },
    { kind: "joined" },
  ])("$kind interrupts nothing", (happening) => {
    expect(of(happening)).toBeNull();
  });
});
