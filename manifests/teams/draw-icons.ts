import { writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";

/** Draws the icons of the Teams app: Lotse's mark (adapters/web/page/mark.svg), a pilot boat whose sail is a compass needle. */

type Point = readonly [x: number, y: number];
type Colour = readonly [red: number, green: number, blue: number];
const DEEP: Colour = [0x0d, 0x46, 0x56];
const WHITE: Colour = [0xff, 0xff, 0xff];
const RED: Colour = [0xf0, 0x64, 0x4b];
const SAIL: Point[] = [
  [32, 7],
  [32, 43],
  [19, 37],
];
const LEE: Point[] = [
  [32, 7],
  [32, 43],
  [45, 37],
];
const HULL: Point[] = [
  [10.5, 40.5],
  [32, 50.5],
  [53.5, 40.5],
  ...curve([53.5, 40.5], [51.5, 50], [43.5, 56.5], [32, 56.5]),
  ...curve([32, 56.5], [20.5, 56.5], [12.5, 50], [10.5, 40.5]),
];
/** Each pixel is looked at so many times in each direction. */
const FINE = 8;

function curve(from: Point, first: Point, second: Point, to: Point): Point[] {
  return Array.from({ length: 24 }, (_, step) => {
    const [t, rest] = [(step + 1) / 24, 1 - (step + 1) / 24];
    const along = (axis: 0 | 1) =>
      rest ** 3 * from[axis] +
      3 * rest ** 2 * t * first[axis] +
      3 * rest * t ** 2 * second[axis] +
      t ** 3 * to[axis];
    return [along(0), along(1)];
  });
}

function isInside([x, y]: Point, shape: readonly Point[]): boolean {
  let inside = false;
  for (const [place, [x1, y1]] of shape.entries()) {
    const [x2, y2] = shape.at(place - 1) ?? [x1, y1];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** `paint` says which colour a point of the mark has; null: none. */
function draw(size: number, scale: number, paint: (point: Point) => Colour | null): Buffer {
  const rows = Buffer.alloc(size * (1 + size * 4));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const seen: Colour[] = [];
      for (let fine = 0; fine < FINE ** 2; fine += 1) {
        const at = (pixel: number, part: number) => 32 + (pixel + (part + 0.5) / FINE - size / 2) / scale;
        const colour = paint([at(x, fine % FINE), at(y, Math.floor(fine / FINE))]);
        if (colour) seen.push(colour);
      }
      const mean = (channel: 0 | 1 | 2) =>
        seen.length === 0 ? 255 : Math.round(seen.reduce((sum, one) => sum + one[channel], 0) / seen.length);
      const alpha = Math.round((255 * seen.length) / FINE ** 2);
      rows.set([mean(0), mean(1), mean(2), alpha], y * (1 + size * 4) + 1 + x * 4);
    }
  }
  return png(size, rows);
}

function png(size: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6], 8);
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(named, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}

const isSail = (point: Point) => isInside(point, SAIL) || isInside(point, HULL);
/** Teams rounds the corners itself, and wants the mark well inside. */
const color = draw(192, 2.4, (point) => (isSail(point) ? WHITE : isInside(point, LEE) ? RED : DEEP));
/** White on nothing. The lee of the sail is left out, or it would be no needle. */
const outline = draw(32, 0.56, (point) => (isSail(point) ? WHITE : null));
writeFileSync(new URL("color.png", import.meta.url), color);
writeFileSync(new URL("outline.png", import.meta.url), outline);
