import { describe, expect, it } from "vitest";
import { meanwhile } from "./meanwhile.ts";

describe("what is done meanwhile", () => {
  const going = new AbortController().signal;

  it("is there where it was done in time", async () => {
    expect(await meanwhile(async () => "made", going).sofar()).toBe("made");
  });

  it("holds nobody up, and is given up, where it was not", async () => {
    let ended = false;
    const never = meanwhile(
      (signal) =>
        new Promise<string>(() => {
          signal.addEventListener("abort", () => {
            ended = true;
          });
        }),
      going,
    );
    expect(await never.sofar()).toBeNull();
    expect(ended).toBe(true);
  });

  it("fails where it failed", async () => {
    const failing = meanwhile(async () => {
      throw new TypeError("a mistake of ours");
    }, going);
    await expect(failing.sofar()).rejects.toThrow(TypeError);
  });
});
