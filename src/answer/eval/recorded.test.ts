import { describe, expect, it } from "vitest";
import type { Ask } from "../../model/model.ts";
import type { Provider } from "../../model/provider.ts";
import { ours } from "../../redaction/redacted.ts";
import { redaction } from "../../redaction/redaction.ts";
import { nobody } from "../../redaction/roster.ts";
import { asked } from "../grounded/ask.ts";
import { type Recording, recordedProvider, recording } from "./recorded.ts";

const ask = (question: string, prompt = "Answer."): Ask => ({
  ...{ org: "werft", task: "answer", mostTokens: 10 },
  messages: [{ role: "system", text: ours(prompt) }, asked(question, [], redaction(nobody))],
});
const signal = new AbortController().signal;

function provider(pieces: readonly string[], tokens: number | null = null, fails = false): Provider {
  return {
    ...{ name: "one", host: "model.test" },
    async *write(_, counted) {
      yield* pieces;
      if (fails) throw new Error("it broke off");
      if (tokens !== null) counted(tokens);
    },
    async fill() {
      throw new Error("it only writes");
    },
  };
}

async function read({ write }: Provider, what: Ask, most = Number.POSITIVE_INFINITY) {
  const pieces: string[] = [];
  let tokens = 0;
  const counted = (more: number) => {
    tokens += more;
  };
  for await (const piece of write(what, counted, signal)) if (pieces.push(piece) >= most) break;
  return { text: pieces.join(""), tokens };
}

describe("recorded replies", () => {
  it("are the same again, whatever marks stand around the question", async () => {
    const kept = recording(provider(["[1] ", "Ja."], 42));
    await read(kept, ask("Darf ich?"));
    const again = recordedProvider(JSON.parse(JSON.stringify(kept.kept())) as Recording);
    expect(await read(again, ask("Darf ich?"))).toEqual({ text: "[1] Ja.", tokens: 42 });
    expect(again.missing()).toBe(0);
  });

  it("are whole, even where nobody has read them to their end", async () => {
    const kept = recording(provider(["[9] ", "Nein", "."], 42));
    expect(await read(kept, ask("Darf ich?"), 1)).toMatchObject({ text: "[9] " });
    expect(Object.values(kept.kept().replies)).toEqual([{ text: "[9] Nein.", tokens: 42 }]);
  });

  it("are not there for what broke off", async () => {
    const kept = recording(provider(["[1] "], null, true));
    await expect(read(kept, ask("Darf ich?"))).rejects.toThrow("it broke off");
    expect(kept.kept().replies).toEqual({});
  });

  it.each([
    ["another question", ask("Muss ich?")],
    ["another prompt", ask("Darf ich?", "Answer briefly.")],
  ])("are missing for %s", async (_, other) => {
    const kept = recording(provider(["[1] Ja."]));
    await read(kept, ask("Darf ich?"));
    const again = recordedProvider(kept.kept());
    await expect(read(again, other)).rejects.toMatchObject({ trouble: "unusable" });
    expect(again.missing()).toBe(1);
  });
});
