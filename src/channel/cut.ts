const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The beginning of a text, at most so many UTF-16 code units, cut between graphemes and with an ellipsis. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  if (longest < 1) return "";
  return `${text.slice(0, graphemeAt(text, longest - 1)).trimEnd()}…`;
}

/** The same for a text that is escaped: what comes out is at most so long, and no escape is cut in two. */
export function cutEscaped(text: string, longest: number, escaping: (text: string) => string): string {
  let room = longest;
  for (;;) {
    const escaped = escaping(cut(text, room));
    if (escaped.length <= longest) return escaped;
    room = Math.floor((room * longest) / escaped.length);
  }
}

/** A text in parts of at most so many code units; broken between lines or words, where there are any. */
export function split(text: string, longest: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > longest) {
    const at = breakIn(rest, longest);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return rest === "" ? parts : [...parts, rest];
}

function breakIn(text: string, longest: number): number {
  for (const sign of ["\n", " "]) {
    const at = text.lastIndexOf(sign, longest - 1) + 1;
    if (at > longest / 2) return at;
  }
  const at = graphemeAt(text, longest);
  if (at > 0) return at;
  return /^[\uDC00-\uDFFF]/.test(text.slice(longest)) ? longest - 1 : longest;
}

/** Where the grapheme begins that this code unit is part of. */
function graphemeAt(text: string, at: number): number {
  return graphemes.segment(text).containing(at)?.index ?? 0;
}
