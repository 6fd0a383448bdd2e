/** What Teams takes at most: `…Size` in bytes of its JSON, the rest in UTF-16 code units or pieces. */
export const LIMITS = {
  /** Teams says 28 KB. */
  cardSize: 28_000,
  /** With the card, the sources and what is around them, a message stays below 80 KB; Teams refuses it from about 100 KB on. */
  textSize: 22_000,
  sourcesSize: 22_000,
  citations: 20,
  citationName: 80,
  citationAbstract: 160,
  suggestedActions: 3,
  actionsInRow: 6,
  summary: 250,
  fallbackText: 600,
  address: 2000,
  taskTitle: 64,
  /** What a page of results has. */
  results: 25,
  previewTitle: 80,
  previewText: 160,
} as const;

/** Bytes, however Teams counts them: in UTF-16 or in UTF-8. */
export function sizeOf(value: unknown): number {
  const json = JSON.stringify(value);
  return Math.max(2 * json.length, Buffer.byteLength(json));
}
