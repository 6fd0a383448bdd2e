import { describe, expect, it } from "vitest";
import type { Request } from "./request.ts";
import { similarRequests } from "./similar.ts";

const request = (request: string, change: string, topics: string[] = []): Request => ({
  request,
  state: "open",
  version: 0,
  framing: { change, obstacle: "", language: "de", from: null },
  topics,
  voices: 1,
  createdAt: 0,
  decisions: [],
});
const requests = [
  request("sensor", "Im Service sollen wir Sensordaten der Pumpen selbst lesen.", ["dashboards"]),
  request("english", "Am Telefon mit Kunden sicher Englisch sprechen.", ["business-english"]),
  request("feedback", "In verteilten Teams einander Feedback geben.", ["feedback"]),
  request("feedback-2", "Feedback auch auf der Nachtschicht.", ["feedback"]),
];
const found = (words: string, topics: string[] = []) =>
  similarRequests(requests, words, topics).map((one) => one.request);

describe("similar requests", () => {
  it("say nearly the same in other forms of the words", () => {
    expect(found("Sensordaten einer Pumpe selbst lesen können")).toEqual(["sensor"]);
    expect(found("englische Telefonate mit Kunden, sicher gesprochen")).toContain("english");
  });

  it("share the topic, even when they share few words", () => {
    expect(found("Rückmeldungen im Alltag", ["feedback"]).sort()).toEqual(["feedback", "feedback-2"]);
  });

  it("are none when nothing is shared", () => {
    expect(found("Kiel Marathon Trainingsplan")).toEqual([]);
    expect(found("")).toEqual([]);
    expect(similarRequests([], "Sensordaten lesen", ["feedback"])).toEqual([]);
  });

  it("come closest first, and at most three", () => {
    const many = Array.from({ length: 9 }, (_, at) => request(`r${at}`, "Feedback geben", ["feedback"]));
    expect(similarRequests(many, "Feedback geben", ["feedback"]).map((one) => one.request)).toEqual([
      "r0",
      "r1",
      "r2",
    ]);
    expect(found("Feedback in verteilten Teams", ["feedback"])[0]).toBe("feedback");
  });
});
