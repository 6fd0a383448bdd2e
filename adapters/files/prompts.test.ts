import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../tests/house.ts";
import { promptFiles } from "./prompts.ts";

describe("prompts in files", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
    writeFileSync(join(folder.path, "greet.md"), "Greet in {{language}}, {{tone}}. In {{language}}!\n");
    writeFileSync(join(folder.path, "notes.txt"), "no prompt");
  });
  afterEach(() => folder.remove());

  it("have a place for each value, and each value goes to all its places", () => {
    expect(promptFiles(folder.path).of("greet", { language: "German", tone: "warmly" })).toBe(
      "Greet in German, warmly. In German!",
    );
  });

  it("are not filled in by what was filled in", () => {
    expect(promptFiles(folder.path).of("greet", { language: "{{tone}}", tone: "$&" })).toBe(
      "Greet in {{tone}}, $&. In {{tone}}!",
    );
  });

  it.each([
    ["notes", {}, "There is no prompt “notes”."],
    ["greet", { language: "German" }, "The prompt “greet” needs “tone”."],
    ["greet", { language: "German", tone: "", name: "" }, "The prompt “greet” has no place for “name”."],
  ])("are missed at once: %s with %j", (task, values, problem) => {
    expect(() => promptFiles(folder.path).of(task, values)).toThrow(problem);
  });
});
