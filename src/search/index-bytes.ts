import { createHash } from "node:crypto";
import { setImmediate as others } from "node:timers/promises";
import { z } from "zod";
import type { Saved, SavedTexts } from "./memory.ts";

/** Raised whenever the same documents would make another index: bytes of another version are not read. */
const VERSION = 2;
const MAGIC = 0x4c_4f_54_53;
/** Texts read between two looks at what else is waiting. */
const YIELD_EVERY = 2_000;
/** Bytes summed up between two such looks: a few milliseconds. */
const SUMMED_AT_ONCE = 2_000_000;
/** A sum stands at the end, in bytes: what a bad disk has made of an index must not answer anybody. */
const SUM = 32;

/** What the bytes hold, in this order: the numbers of each column, then the lengths of each table's texts, then those texts as UTF-8. */
const Contents = z.object({
  version: z.literal(VERSION),
  ints: z.array(z.object({ name: z.string(), size: z.int().nonnegative() })),
  texts: z.array(z.object({ name: z.string(), size: z.int().nonnegative(), bytes: z.int().nonnegative() })),
});

/** An index as bytes, to be kept in a file or handed to another thread. */
export function toBytes({ ints, texts }: Saved): Uint8Array<ArrayBuffer> {
  const columns = Object.entries(ints);
  const tables = Object.entries(texts).map(([name, { list }]) => ({
    name,
    lengths: Int32Array.from(list, (text) => text.length),
    words: Buffer.from(list.join("")),
  }));
  const contents = Buffer.from(
    JSON.stringify({
      version: VERSION,
      ints: columns.map(([name, { length }]) => ({ name, size: length })),
      texts: tables.map(({ name, lengths, words }) => ({ name, size: lengths.length, bytes: words.length })),
    } satisfies z.input<typeof Contents>),
  );
  const parts = [
    bytesOf(Int32Array.of(MAGIC, contents.length)),
    contents,
    ...columns.map(([, values]) => bytesOf(values)),
    ...tables.flatMap(({ lengths, words }) => [bytesOf(lengths), words]),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + padded(part.length), SUM));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += padded(part.length);
  }
  bytes.set(createHash("sha256").update(bytes.subarray(0, at)).digest(), at);
  return bytes;
}

/** Reads them again, its columns in place; null if they are damaged or of another version. */
export async function fromBytes(bytes: Uint8Array<ArrayBuffer>): Promise<Saved | null> {
  let at = 0;
  const take = (length: number) => {
    if (at + length > bytes.length - SUM) throw new RangeError("They end too early.");
    const part = bytes.subarray(at, at + length);
    at += padded(length);
    return part;
  };
  try {
    const [magic, length = 0] = intsOf(take(8));
    if (magic !== MAGIC || !(await isWhole(bytes))) return null;
    const contents = Contents.safeParse(JSON.parse(Buffer.from(take(length)).toString()));
    if (!contents.success) return null;
    const ints: Record<string, Int32Array> = {};
    for (const { name, size } of contents.data.ints) ints[name] = intsOf(take(size * 4));
    const texts: Record<string, SavedTexts> = {};
    for (const { name, size, bytes: length } of contents.data.texts)
      texts[name] = await textsOf(intsOf(take(size * 4)), Buffer.from(take(length)).toString());
    return { ints, texts };
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

async function isWhole(bytes: Uint8Array): Promise<boolean> {
  const end = bytes.length - SUM;
  const sum = createHash("sha256");
  for (let at = 0; at < end; at += SUMMED_AT_ONCE) {
    sum.update(bytes.subarray(at, Math.min(at + SUMMED_AT_ONCE, end)));
    await others();
  }
  return sum.digest().equals(bytes.subarray(end));
}

async function textsOf(lengths: Int32Array, words: string): Promise<SavedTexts> {
  const list: string[] = [];
  const numbers = new Map<string, number>();
  let at = 0;
  for (const length of lengths) {
    const text = words.slice(at, at + length);
    at += length;
    numbers.set(text, list.length);
    list.push(text);
    if (list.length % YIELD_EVERY === 0) await others();
  }
  if (at !== words.length) throw new RangeError("The texts have other lengths than they should.");
  return { list, numbers };
}

function bytesOf(values: Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function intsOf(bytes: Uint8Array<ArrayBuffer>): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

/** Whole numbers have to begin at a multiple of four. */
function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
