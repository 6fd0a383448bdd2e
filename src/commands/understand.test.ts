import { parseArgs } from "node:util";
import { describe, expect, it } from "vitest";
import { allCommands } from "./list.ts";
import { understand } from "./understand.ts";

const understood = (...typed: string[]) =>
  understand(allCommands, typed, (words, options) =>
    parseArgs({ args: [...words], options, allowPositionals: true }),
  );
const help = (...typed: string[]) => {
  const found = understood(...typed);
  return found.state === "help" ? found.lines.join("\n") : null;
};

describe("what is typed", () => {
  it("finds the command that most of its words name, with what stands behind it", () => {
    const found = understood("org", "pilot", "add", "unit:halle", "learner:ida", "--org", "werft");
    if (found.state !== "command") throw new Error("no command");
    expect(found.command).toBe(allCommands["org pilot add"]);
    expect(found.given.words).toEqual(["unit:halle", "learner:ida"]);
    expect(found.given.value("org")).toBe("werft");
    expect(found.given.value("mail")).toBeNull();
    expect(found.given.has("json")).toBe(false);
  });

  it("is helped on: with nothing, for a group, and for every command", () => {
    for (const name of Object.keys(allCommands)) {
      expect(help()).toContain(name);
      const words = name.split(" ");
      expect(help(...words, "--help")).toContain(`Usage: lotse ${name}`);
      expect(help("help", ...words)).toContain(allCommands[name]?.does);
    }
    expect(help("org", "help")).toContain("org pilot on");
    expect(help("org", "help")).not.toContain("quarantine");
  });

  it.each([
    [["frobnicate"], "There is no command “frobnicate”"],
    [["org"], "“org” needs one more word: org list;"],
    [["org", "frobnicate"], "There is no command “org frobnicate”"],
    [["frobnicate", "--help"], "There is no command"],
    [["role", "give", "admin", "--frob"], "Usage: lotse role give ROLE"],
    [["role", "give", "admin", "--mail"], "Usage: lotse role give ROLE"],
    [["role", "list", "--state", "unknown"], "Usage: lotse role list"],
  ])("is refused with a sentence: %j", (typed, sentence) => {
    expect(() => understood(...typed)).toThrow(sentence);
  });
});
