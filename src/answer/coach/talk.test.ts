import { describe, expect, it } from "vitest";
import { begun, type Judgement, judged, type Practising, strengthAfter, tried } from "./talk.ts";

const exercise = { question: "Wie hoch ist mein Lernbudget?", passages: ["p1"] };
const start = begun({ step: "telling", exercise, until: 1 }, "");
const afterwards = (...judgements: Judgement[]): Practising => judgements.reduce(judged, start);

describe("help of the coach", () => {
  it("begins with where to look", () => {
    expect(start).toMatchObject({ point: 0, strength: 1 });
  });

  it("fades with success: the next point begins with less", () => {
    expect(afterwards("had")).toMatchObject({ point: 1, strength: 0 });
    expect(afterwards("had", "had")).toMatchObject({ point: 2, strength: 0 });
  });

  it("grows with trouble, step by step, up to the sentence itself", () => {
    expect(afterwards("not-yet")).toMatchObject({ point: 0, strength: 2 });
    expect(afterwards("not-yet", "nearly")).toMatchObject({ point: 0, strength: 3 });
  });

  it("goes on to the next point after the sentence, with more help, and never begins with all of it", () => {
    expect(afterwards("not-yet", "not-yet", "not-yet")).toMatchObject({ point: 1, strength: 2 });
    const twice = afterwards("not-yet", "not-yet", "not-yet", "not-yet", "not-yet");
    expect(twice).toMatchObject({ point: 2, strength: 2 });
  });

  it("keeps in mind what was tried for this point only, and not for ever", () => {
    const many = ["eins", "zwei", "drei", "vier", "fünf"].reduce(tried, start);
    expect(many.tries).toEqual(["zwei", "drei", "vier", "fünf"]);
    expect(tried(start, "x".repeat(5000)).tries[0]).toHaveLength(600);
    expect(judged(many, "had").tries).toEqual([]);
  });

  it("is weaker after a try that fits, stronger after one that does not, and never the answer (P17)", () => {
    expect(strengthAfter(1, ["partly"])).toBe(0);
    expect(strengthAfter(1, ["no"])).toBe(2);
    expect(strengthAfter(0, ["no", "no", "no", "no"])).toBe(2);
    expect(strengthAfter(2, ["no", "yes"])).toBe(2);
    expect(strengthAfter(1, [])).toBe(1);
  });
});
