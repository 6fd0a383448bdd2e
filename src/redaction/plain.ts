/** A text as it looks to a reader, without what cannot be seen in it. */
export type Plain = {
  text: string;
  /** The written text from one place of the plain text to another. */
  written(start: number, end: number): { start: number; end: number };
};

/** Zero-width characters, soft hyphens, marks of direction, variation selectors: they hide a name and show nothing. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}|\p{Cf}/u;
const ASCII = /^[\0-\x7F]*$/;

export function plainOf(written: string): Plain {
  if (ASCII.test(written)) return { text: written, written: (start, end) => ({ start, end }) };
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const point of written) {
    // Full-width digits and letters of mathematics are read as what they look like.
    const shown = UNSEEN.test(point) ? "" : point.normalize("NFKC");
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
