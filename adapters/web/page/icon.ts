const NAMESPACE = "http://www.w3.org/2000/svg";

/** Strokes on a 24 by 24 grid. */
const STROKES = {
  close: "M6 6l12 12M18 6L6 18",
  open: "M9 6l6 6-6 6",
  back: "M15 6l-6 6 6 6",
  away: "M8 16L17 7M10 7h7v7",
  helpful:
    "M7 11v9H4v-9zM7 11l4-7c1.500 0 2.500 1 2.500 2.500V10h5a2 2 0 0 1 2 2.300l-1.100 6A2 2 0 0 1 17.400 20H7",
  unhelpful:
    "M17 13V4h3v9zM17 13l-4 7c-1.500 0-2.500-1-2.500-2.500V14h-5a2 2 0 0 1-2-2.300l1.100-6A2 2 0 0 1 6.600 4H17",
} as const;

/** A decoration: the words beside it say what it means. */
export function icon(name: keyof typeof STROKES): SVGSVGElement {
  const drawing = document.createElementNS(NAMESPACE, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const stroke = document.createElementNS(NAMESPACE, "path");
  stroke.setAttribute("d", STROKES[name]);
  drawing.append(stroke);
  return drawing;
}
