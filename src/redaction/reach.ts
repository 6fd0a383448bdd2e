import type { Span } from "./span.ts";

const PIECE = /[^\s<>()[\]{},;"'|„“”«»]+/gu;

/** Mail addresses, with whatever stands before the @. */
export function findMails(text: string): Span[] {
  return [...text.matchAll(PIECE)].flatMap(({ 0: piece, index }) => {
    const at = piece.indexOf("@");
    const host = /^[\p{L}\p{N}.-]+/u.exec(piece.slice(at + 1))?.[0].replace(/[.-]{1,3}$/, "") ?? "";
    if (at < 1 || !/[\p{L}\p{N}]\.[\p{L}\p{N}-]*\p{L}$/u.test(host.slice(-80))) return [];
    const from = piece.slice(0, at).lastIndexOf(":") + 1;
    if (from === at) return [];
    return [{ start: index + from, end: index + at + 1 + host.length, kind: "Mail" as const, people: [] }];
  });
}

/** Ids of people, workspaces and tenants, by their form or because the org has them. */
export function findIds(text: string, known: ReadonlyMap<string, number | null>): Span[] {
  const shaped = [
    ...text.matchAll(/[\da-fA-F]{8}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{12}/g),
    ...text.matchAll(/<(?:@|#|!subteam\^)[A-Z\d]{2,30}(?:\|[^<>]{0,100})?>/g),
    ...text.matchAll(/\b29:[\w-]{20,100}/g),
  ].map(({ 0: id, index }) => spanOf(index, id, known));
  if (known.size === 0) return shaped;
  const had = [...text.matchAll(PIECE)].flatMap(({ 0: piece, index }) => {
    const id = piece.replace(/^[@#]/, "").replace(/[.:!?]{1,3}$/, "");
    return known.has(id) ? [spanOf(index + piece.indexOf(id), id, known)] : [];
  });
  return [...shaped, ...had];
}

function spanOf(start: number, id: string, known: ReadonlyMap<string, number | null>): Span {
  const bare = /^<@([A-Z\d]+)/.exec(id)?.[1] ?? id;
  const person = known.get(bare) ?? null;
  const isPerson = person !== null || id.startsWith("<@");
  return {
    start,
    end: start + id.length,
    kind: isPerson ? "Person" : "Id",
    people: person === null ? [] : [person],
  };
}

const NUMBER = /(?<![\p{L}\d.,:/+-])(?:\+|\(\+?0|00?)[\d() \-./\u00A0\u2010-\u2015]{6,24}/gu;
const DATE = /^\d{1,2}[.\-/] ?\d{1,2}[.\-/] ?\d{2,4}/;

/** Numbers as people dial them from Germany: with the country's code, or the zero of an area. */
export function findPhones(text: string): Span[] {
  return [...text.matchAll(NUMBER)].flatMap(({ 0: piece, index }) => {
    const written = piece.replace(/[^\d]{1,25}$/, "");
    const digits = written.replace(/\D/g, "");
    const isAbroad = written.startsWith("+") || digits.startsWith("00");
    const isPhone = isAbroad ? /^\d{8,17}$/.test(digits) : /^0[1-9]\d{5,12}$/.test(digits);
    // 0.5 and 01.02.2026 are none.
    if (!isPhone || DATE.test(written) || /^0[.]/.test(written)) return [];
    return [{ start: index, end: index + written.length, kind: "Phone" as const, people: [] }];
  });
}
