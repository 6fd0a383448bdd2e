/** Small letters of other scripts, and what they or their capitals look like in ours. */
const LOOKALIKES = new Map(
  [
    ["авсенікморѕтхуԁј", "abcehikmopstxydj"],
    ["αβεζηικμνορτυχ", "abezhikmnoptyx"],
    ["łđøıœæ", "ldoioa"],
  ].flatMap(([theirs = "", ours = ""]) => [...theirs].map((letter, at) => [letter, ours[at] ?? ""] as const)),
);

/** A word as names are compared, and where in the word each letter of it ends. */
export type Folded = { key: string; ends: readonly number[] };

/**
 * One spelling for all that people write for the same name: small letters without accents, "ss" for "ß", and "a", "o", "u" both for
 * umlauts and for "ae", "oe", "ue".
 */
export function fold(word: string): Folded {
  let key = "";
  const ends: number[] = [];
  let at = 0;
  for (const point of word) {
    at += point.length;
    const letters = lettersOf(point);
    if (letters === "") {
      // An accent belongs to the letter before it.
      if (ends.length > 0) ends[ends.length - 1] = at;
    } else if (letters === "e" && /[aou]$/.test(key)) ends[ends.length - 1] = at;
    else {
      key += letters;
      for (let letter = 0; letter < letters.length; letter++) ends.push(at);
    }
  }
  return { key, ends };
}

/** Letters do not change, so each is worked out once. */
const known = new Map<string, string>();

function lettersOf(point: string): string {
  const before = known.get(point);
  if (before !== undefined) return before;
  const bare = point.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const letters = [...bare].map((letter) => LOOKALIKES.get(letter) ?? letter).join("");
  const found = letters.replaceAll("ß", "ss");
  known.set(point, found);
  return found;
}
