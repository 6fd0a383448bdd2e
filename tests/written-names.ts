const BARE = (name: string) =>
  name.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss").replaceAll("ı", "i");
const SPELLED = (name: string) =>
  name.replace(/[äöüß]/g, (letter) => ({ ä: "ae", ö: "oe", ü: "ue", ß: "ss" })[letter] ?? letter);

/** A name in every form that people write it in, whole. */
export function wholeForms(name: string): Record<string, string> {
  const [given = "", ...rest] = name.split(" ");
  const family = rest.at(-1) ?? "";
  return {
    "as it is": name,
    "family name first": `${family}, ${given}`,
    "in small letters": name.toLowerCase(),
    "in capitals": name.toUpperCase(),
    "without accents": BARE(name),
    "umlauts spelled out": SPELLED(name),
    "accents apart": name.normalize("NFD"),
    genitive: `${name}s`,
    "with an apostrophe": `${name}’s`,
    "with an initial": `${given[0]}. ${family}`,
    "with something unseen": `${name.slice(0, 2)}\u200B${name.slice(2, -1)}\u00AD${name.slice(-1)}`,
    "with look-alikes": name.replaceAll("a", "а").replaceAll("e", "е").replaceAll("o", "о"),
    "as in an address": `${BARE(given)}.${BARE(family)}`.toLowerCase(),
    "as a mention": `@${name}`,
    "as Teams writes it": `<at>${name}</at>`,
    "in a compound": `${name}-Team`,
  };
}

/** A part of a name, where it is plain that somebody is meant. */
export function partForms(part: string): Record<string, string> {
  return {
    "after Frau": `Frau ${part}`,
    "after Herr, genitive": `Herrn ${part}s`,
    "as a mention": `@${part}`,
    "without accents": `Frau ${BARE(part)}`,
    "in small letters": `herr ${part.toLowerCase()}`,
  };
}
