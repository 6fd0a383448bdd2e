import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { Failure } from "../../src/errors.ts";
import { openingProblem, resultCode, runningProblem } from "./problems.ts";

/** An error as SQLite raises it. */
function raised(statement: string): unknown {
  const database = new DatabaseSync(":memory:");
  try {
    database.exec("create table a (org text not null primary key, n integer) strict");
    database.exec(statement);
  } catch (error) {
    return error;
  } finally {
    database.close();
  }
  throw new Error("It worked.");
}

const FULL = "pragma max_page_count = 2; insert into a values (hex(zeroblob(100000)), 1)";

describe("the result code of an error", () => {
  it("is the primary one, also where SQLite tells more", () => {
    // 1555: a primary key was given twice.
    const error = raised("insert into a values ('x', 1), ('x', 2)");
    expect(error).toMatchObject({ errcode: 1555 });
    expect(resultCode(error)).toBe(19);
  });

  it.each([
    new Error("x"),
    "x",
    null,
    undefined,
    { errcode: 5 },
    Object.assign(new Error("x"), { errcode: "5" }),
  ])("is missing where SQLite did not raise it", (error) => {
    expect(resultCode(error)).toBeNull();
  });
});

describe("trouble while running", () => {
  it("with the disk means not now, and keeps its cause", () => {
    const error = raised(FULL);
    const problem = runningProblem(error);
    expect(problem).toBeInstanceOf(Failure);
    expect(problem).toMatchObject({ kind: "unavailable", cause: error });
  });

  it("says nothing of what was to be written", () => {
    const problem = runningProblem(raised(FULL));
    expect(problem instanceof Failure && problem.message).toBe(
      "The database cannot be used just now (SQLite result 13).",
    );
  });

  it("that is our own mistake is passed on as it is", () => {
    for (const error of [
      raised("insert into a values ('x', 'no number')"),
      raised("select no"),
      new Error("x"),
      "x",
    ]) {
      expect(runningProblem(error)).toBe(error);
    }
  });

  it("that is a Failure already stays that one", () => {
    const lost = new Failure("lost", "x");
    expect(runningProblem(lost)).toBe(lost);
  });
});

describe("trouble at the start", () => {
  const sentence = (errcode: number) =>
    openingProblem("/data/lotse.sqlite", Object.assign(new Error("cause"), { errcode })).message;

  it.each([
    [5, "is locked by another program"],
    [8, "is read-only"],
    [1032, "is read-only"],
    [10, "the disk is full or failing"],
    [778, "the disk is full or failing"],
    [11, "is not a readable database"],
    [13, "the disk is full or failing"],
    [14, "Check that its folder exists"],
    [26, "is not a readable database"],
    [1, "The reason: cause."],
  ])("with SQLite's result %i names the file and says what to do", (code, words) => {
    expect(sentence(code)).toContain("/data/lotse.sqlite");
    expect(sentence(code)).toContain(words);
  });

  it("is always a matter for whoever set it up", () => {
    const cause = new Error("x");
    expect(openingProblem("/x", cause)).toMatchObject({ kind: "misconfigured", cause });
    expect(openingProblem("/x", "thrown").message).toContain("The reason: string.");
  });
});
