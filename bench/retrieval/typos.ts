import type { Chance } from "../../src/demo/random.ts";

/** Keys beside a key, on a German keyboard. */
const BESIDE: Record<string, string> = {
  ...{ q: "wa", w: "qes", e: "wrd", r: "etf", t: "rzg", z: "tuh", u: "zij", i: "uok", o: "ipl", p: "oü" },
  ...{ a: "qsy", s: "awdx", d: "sefc", f: "drgv", g: "fthb", h: "gzjn", j: "hukm", k: "jil", l: "kop" },
  ...{ y: "asx", x: "ysdc", c: "xdfv", v: "cfgb", b: "vghn", n: "bhjm", m: "njk" },
};
const SLIPS = [
  { share: 30, slip: (word: string, at: number) => word.slice(0, at) + word.slice(at + 1) },
  {
    share: 25,
    slip: (word: string, at: number) =>
      word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  },
  { share: 20, slip: (word: string, at: number) => word.slice(0, at + 1) + word.slice(at) },
  {
    share: 25,
    slip: (word: string, at: number, chance: Chance) => {
      const keys = BESIDE[word.charAt(at).toLowerCase()] ?? "e";
      return word.slice(0, at) + keys.charAt(chance.below(keys.length)) + word.slice(at + 1);
    },
  },
];

/**
 * A question with one slip of the keys inside one of its words of five letters or more: a letter left out, two swapped, one
 * doubled, or the key beside it. The first letter stays, as it mostly does; a question without such a word stays as it is.
 */
export function withTypo(question: string, chance: Chance): string {
  const parts = question.split(/(\p{L}+)/u);
  const long = parts.flatMap((part, at) => (at % 2 === 1 && [...part].length >= 5 ? [at] : []));
  const at = long[chance.below(long.length)];
  const word = at === undefined ? undefined : parts[at];
  const slip = chance.weighted(SLIPS, ({ share }) => share)?.slip;
  if (at === undefined || word === undefined || !slip) return question;
  return parts.with(at, slip(word, 1 + chance.below(word.length - 2), chance)).join("");
}
