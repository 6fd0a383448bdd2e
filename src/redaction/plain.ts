/** A text as it looks to a reader, without what cannot be seen in it. */
export type Plain = {
  text: string;
  /** The written text from one place of the plain text to another. */
  written(start: number, end: number): { start: number; end: number };
};

/** Zero-width characters, soft hyphens, marks of direction, variation selectors: they hide a name and show nothing. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}|\p{Cf}/u;
/** Letters with what looks like the apostrophe of a genitive. */
const APOSTROPHES = /[\u02B9\u02BB\u02BC\u02BD\u02C8\uA78C]/u;
/** A letter or space as addresses have it, "%C3%BC", or as HTML has it, "&uuml;" and "&#252;"; else one character. */
const PIECE =
  /%20|%[c-f][\da-f](?:%[89ab][\da-f]){1,3}|&#\d{2,6};|&#x[\da-f]{2,5};|&szlig;|&[a-z](?:uml|acute|grave|circ|tilde|cedil|ring|caron|slash);|./gisu;
const MOST_POINT = 0x10_ff_ff;
const AS_THEY_ARE = /^[\0-\x7F]*$/;

export function plainOf(written: string): Plain {
  if (AS_THEY_ARE.test(written) && !/[%&]/.test(written))
    return { text: written, written: (start, end) => ({ start, end }) };
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const [point] of written.matchAll(PIECE)) {
    const shown = shownFor(point);
    for (let unit = 0; unit < shown.length; unit++) {
      starts.push(at);
      ends.push(at + point.length);
    }
    text += shown;
    at += point.length;
  }
  return {
    text,
    written: (start, end) => ({ start: starts[start] ?? at, end: ends[end - 1] ?? at }),
  };
}

function shownFor(point: string): string {
  if (UNSEEN.test(point)) return "";
  if (APOSTROPHES.test(point)) return "'";
  if (point.length > 2) return letterOf(point) ?? point;
  // Full-width digits and letters of mathematics are read as what they look like.
  return point.normalize("NFKC");
}

/** Names are compared without accents. */
function letterOf(encoded: string): string | null {
  const [, number] = /^&#(x?[\da-f]+);$/i.exec(encoded) ?? [];
  if (number !== undefined) {
    const code = Number(number.toLowerCase().startsWith("x") ? `0${number}` : number);
    return code <= MOST_POINT ? String.fromCodePoint(code) : null;
  }
  if (encoded.startsWith("&")) return encoded.toLowerCase() === "&szlig;" ? "ß" : encoded.charAt(1);
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
