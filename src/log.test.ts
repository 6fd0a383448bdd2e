import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Failure } from "./errors.ts";
import { type LogLevel, pinoLog } from "./log.ts";

const SAID = "Ich schaffe das alles nicht mehr";

function logged(level: LogLevel = "debug") {
  const lines: string[] = [];
  return { log: pinoLog(level, (line) => lines.push(line)), lines, text: () => lines.join("") };
}

const Line = z.looseObject({ level: z.string(), time: z.number(), msg: z.string() });
const parsed = (line: string | undefined) => Line.parse(JSON.parse(line ?? ""));

describe("a log line", () => {
  it("is one line of JSON with level, time, words and fields", () => {
    const { log, lines } = logged();
    log.info("a delivery was\nmade", { org: "werft", delivery: "d1", attempts: 2 });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toContain("\n");
    expect(parsed(lines[0])).toMatchObject({
      level: "info",
      msg: "a delivery was\nmade",
      org: "werft",
      delivery: "d1",
      attempts: 2,
    });
  });

  it("is written only from the chosen level on", () => {
    const { log, lines } = logged("warn");
    log.debug("a");
    log.info("b");
    log.warn("c");
    log.error("d");
    expect(lines.map((line) => parsed(line).msg)).toEqual(["c", "d"]);
  });

  it("is never written when the log is silent", () => {
    const { log, lines } = logged("silent");
    log.error("x", {}, new Error("y"));
    expect(lines).toEqual([]);
  });

  it("carries no host name and no user", () => {
    const { log, lines } = logged();
    log.info("x");
    expect(Object.keys(parsed(lines[0])).sort()).toEqual(["level", "msg", "time"]);
  });

  it("goes to standard error, so that standard output stays free", () => {
    const program = `import { pinoLog } from ${JSON.stringify(import.meta.resolve("./log.ts"))}; pinoLog("info").info("hello");`;
    const run = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
    expect(run.stdout).toBe("");
    expect(parsed(run.stderr).msg).toBe("hello");
  });
});

describe("what people wrote stays out of the log (P3)", () => {
  it("when a foreign error quotes it", () => {
    const { log, text } = logged();
    log.error("a turn failed", { org: "werft" }, new SyntaxError(`Unexpected token in "${SAID}"`));
    expect(text()).toContain("SyntaxError");
    expect(text()).not.toContain(SAID);
  });

  it("when it hides in the lines of a message that look like places in the code", () => {
    const { log, text } = logged();
    log.error("a turn failed", {}, new Error(`no\n    at ${SAID}`));
    expect(text()).not.toContain(SAID);
  });

  it("when it is in the cause of an error, or in its other fields", () => {
    const { log, text } = logged();
    const error = Object.assign(new Error("x", { cause: new Error(SAID) }), { input: SAID });
    log.warn("x", {}, error);
    expect(text()).not.toContain(SAID);
  });

  it("when something that is not an error was thrown", () => {
    const { log, lines, text } = logged();
    log.error("x", {}, SAID);
    log.error("x", {}, { text: SAID });
    expect(text()).not.toContain(SAID);
    expect(lines.map((line) => parsed(line).error)).toEqual(["string", "object"]);
  });

  it("when an object that has more in it than ids is passed as fields", () => {
    const { log, lines, text } = logged();
    const held = {
      org: "werft",
      conversation: "c1",
      event: { id: "e1", text: SAID },
      stack: [SAID],
      count: 3,
    };
    log.error("could not go on", held as never);
    log.warn("could not go on", held as never);
    log.info("could not go on", held as never);
    log.debug("could not go on", held as never);
    expect(text()).not.toContain(SAID);
    expect(lines).toHaveLength(4);
    expect(parsed(lines[0])).toMatchObject({ org: "werft", conversation: "c1", count: 3 });
  });
});

describe("an error in the log", () => {
  it("is told by its name, its code and where it came from", () => {
    const { log, lines } = logged();
    log.error("x", {}, Object.assign(new TypeError("secret"), { code: "ERR_SQLITE_ERROR" }));
    const line = parsed(lines[0]);
    expect(line).toMatchObject({ error: "TypeError", code: "ERR_SQLITE_ERROR" });
    expect(line.stack).toContain("log.test.ts");
  });

  it("has a place in the code even when its message is empty", () => {
    const { log, lines } = logged();
    log.error("x", {}, new Error());
    expect(parsed(lines[0]).stack).toContain("log.test.ts");
  });

  it("is told with its message when it is a Failure of ours", () => {
    const { log, lines } = logged();
    log.error("x", {}, new Failure("unavailable", "The database cannot be written (SQLite result 13)."));
    expect(parsed(lines[0])).toMatchObject({
      error: "Failure",
      why: "The database cannot be written (SQLite result 13).",
    });
  });

  it("does not fill the log: eight places in the code are enough", () => {
    const { log, lines } = logged();
    const deep = (depth: number): Error => (depth === 0 ? new Error("x") : deep(depth - 1));
    log.error("x", {}, deep(30));
    expect(String(parsed(lines[0]).stack).split("\n")).toHaveLength(8);
  });
});

describe.skipIf(!existsSync("/dev/full"))("standard error on a full disk (F17)", () => {
  it("costs the line, and nothing else", () => {
    const script = `import { pinoLog } from ${JSON.stringify(new URL("./log.ts", import.meta.url).href)};
      pinoLog("debug").error("the disk is full", { org: "werft" }, new Error("x"));
      console.log("still working");`;
    const full = openSync("/dev/full", "w");
    const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script];
    const { status, stdout } = spawnSync(process.execPath, args, {
      stdio: ["ignore", "pipe", full],
      encoding: "utf8",
    });
    closeSync(full);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "still working\n" });
  });
});
