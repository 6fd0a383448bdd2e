const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Whether a text says, of each list, one; however numbers, amounts and capitals are written. A `*` at the end: more letters may follow. */
export function says(text: string, facts: readonly (readonly string[])[]): boolean {
  const folded = fold(text);
  return facts.every((ways) => ways.some((way) => stands(folded, way)));
}

function stands(text: string, way: string): boolean {
  const goesOn = way.endsWith("*");
  const words = fold(goesOn ? way.slice(0, -1) : way);
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + words.length)];
    if (!LETTER_OR_DIGIT.test(before) && (goesOn || !LETTER_OR_DIGIT.test(after))) return true;
  }
  return false;
}

/** "1.200 Euro", "€1,200" and "1200 €" are the same, and so are "50 %" and "50%". */
function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/\s+/g, " ")
    .replace(/(\d)[.,](?=\d{3}(?!\d))/g, "$1")
    .replace(/(?:€|eur) ?(\d+)/g, "$1€")
    .replace(/(\d) ?(?:€|euros?(?!\p{L})|eur(?!\p{L}))/gu, "$1€")
    .replace(/(\d) %/g, "$1%");
}
