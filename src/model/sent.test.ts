import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Failure } from "../errors.ts";
import type { Ask, Model } from "./model.ts";
import { recording } from "./sent.ts";

const ask: Ask = { org: "werft", task: "answer", messages: [], mostTokens: 10 };
const { signal } = new AbortController();

/** A model that notes what reaches it. */
function noting(happened: string[]): Model {
  return {
    name: "noting",
    host: "model.test",
    async *write({ task }) {
      happened.push(`reached: ${task}`);
      yield "words";
    },
    async fill({ task }, shape) {
      happened.push(`reached: ${task}`);
      return shape.parse("words");
    },
  };
}

async function wordsOf(model: Model): Promise<string> {
  let words = "";
  for await (const piece of model.write(ask, signal)) words += piece;
  return words;
}

describe("a model that everything is kept of that it is asked", () => {
  it("is asked after it was kept, and answers as ever", async () => {
    const happened: string[] = [];
    const model = recording(noting(happened), async ({ task }) => void happened.push(`kept: ${task}`));
    expect(model.hasBeenAsked()).toBe(false);
    expect(await wordsOf(model)).toBe("words");
    expect(await model.fill(ask, z.string(), signal)).toBe("words");
    expect(happened).toEqual(["kept: answer", "reached: answer", "kept: answer", "reached: answer"]);
    expect(model.hasBeenAsked()).toBe(true);
  });

  it("is not asked what cannot be kept (F5)", async () => {
    const happened: string[] = [];
    const model = recording(noting(happened), async () => {
      throw new Failure("unavailable", "The store cannot be written.");
    });
    await expect(wordsOf(model)).rejects.toThrow("cannot be written");
    await expect(model.fill(ask, z.string(), signal)).rejects.toThrow("cannot be written");
    expect(happened).toEqual([]);
    expect(model.hasBeenAsked()).toBe(false);
  });
});
