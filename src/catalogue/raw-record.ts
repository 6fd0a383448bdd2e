/** A record as a file holds it, before it is checked, or why there is none. Lines count from 1. */
export type RawRecord = { line: number; record: unknown } | { line: number; reason: string };

export const CUT_OFF = "The file ends before its last entry does, so it was cut off. Export it again.";
