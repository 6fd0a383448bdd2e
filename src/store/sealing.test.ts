import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Failure } from "../errors.ts";
import { aesSealer, type Place } from "./sealing.ts";

const sealer = aesSealer(Buffer.alloc(32, 7));
const place: Place = ["inbox", "werft", "web", "e1"];
const SAID = "Ich schaffe das alles nicht mehr";
const sealed = () => sealer.seal({ text: SAID }, place);

/** Why it could not be opened. */
function refusal(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    if (error instanceof Failure && error.kind === "misconfigured") return error.message;
    throw error;
  }
  throw new Error("It was opened.");
}

describe("a sealed value", () => {
  it.each([[{ text: SAID, n: 1, list: [true, null] }], ["ä😀"], [0], [null], [[]]])(
    "comes back as it was: %j",
    (value) => {
      expect(sealer.open(sealer.seal(value, place), place)).toEqual(value);
    },
  );

  it("comes back as it was when it is long", () => {
    const long = "ä".repeat(100_000);
    expect(sealer.open(sealer.seal(long, place), place)).toBe(long);
  });

  it("cannot be read without the key (P14)", () => {
    expect(sealed()).not.toContain(SAID);
    expect(Buffer.from(sealed().split(".")[2] ?? "", "base64").toString("latin1")).not.toContain("schaffe");
  });

  it("looks different each time, so that equal words are not seen to be equal", () => {
    const many = Array.from({ length: 200 }, sealed);
    expect(new Set(many).size).toBe(200);
    // The nonces too: one that comes twice would break the cipher.
    expect(new Set(many.map((text) => text.split(".")[2]?.slice(0, 16))).size).toBe(200);
  });

  it.each<[string, Place]>([
    ["table", ["outbox", "werft", "web", "e1"]],
    ["org", ["inbox", "andere", "web", "e1"]],
    ["row", ["inbox", "werft", "web", "e2"]],
    ["shape of key", ["inbox", "werft", "web", "e1", ""]],
    ["border between the parts of the key", ["inbox", "werft", "webe", "1"]],
  ])("does not open when it was moved to another %s", (_, elsewhere) => {
    expect(refusal(() => sealer.open(sealed(), elsewhere))).toContain("changed, or moved");
  });

  it("has a fingerprint that is the same each time, and another one for another text or key", () => {
    const print = sealer.fingerprint(SAID);
    expect(print).toMatch(/^[0-9a-f]{64}$/);
    expect(aesSealer(Buffer.alloc(32, 7)).fingerprint(SAID)).toBe(print);
    expect(sealer.fingerprint(`${SAID}!`)).not.toBe(print);
    expect(aesSealer(Buffer.alloc(32, 8)).fingerprint(SAID)).not.toBe(print);
  });

  it("does not take a number for the word of the same look", () => {
    const numbered = sealer.seal(1, ["answer", "werft", 1]);
    expect(refusal(() => sealer.open(numbered, ["answer", "werft", "1"]))).toContain("changed, or moved");
  });

  it("does not open when any byte of it was changed", () => {
    const [version, key, body] = sealer.seal("ja", place).split(".");
    const bytes = Buffer.from(body ?? "", "base64");
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      const text = `${version}.${key}.${changed.toString("base64")}`;
      expect(refusal(() => sealer.open(text, place))).toContain("changed, or moved");
    }
  });

  it("does not open when it was cut short, down to nothing", () => {
    const [version, key, body] = sealer.seal("ja", place).split(".");
    const bytes = Buffer.from(body ?? "", "base64");
    for (let length = 0; length < bytes.length; length++) {
      const text = `${version}.${key}.${bytes.subarray(0, length).toString("base64")}`;
      expect(refusal(() => sealer.open(text, place))).toContain("changed, or moved");
    }
  });

  it.each(["", "x", "1", "1.abc", "2.12345678.AAAA", SAID])(
    "does not open when it never was one: %j",
    (text) => {
      expect(refusal(() => sealer.open(text, place))).toContain("its form is unknown");
    },
  );

  it("says so when it was sealed with another key, and which (F23)", () => {
    const other = aesSealer(randomBytes(32)).seal("x", place);
    const message = refusal(() => sealer.open(other, place));
    expect(message).toContain(`sealed with key ${other.split(".")[1]}`);
    expect(message).toContain("Put back the newest backup of the key vault");
  });

  it("is not opened by another key that claims to be the right one", () => {
    const [, key] = sealed().split(".");
    const [, , body] = aesSealer(randomBytes(32)).seal("x", place).split(".");
    expect(refusal(() => sealer.open(`1.${key}.${body}`, place))).toContain("changed, or moved");
  });

  it("that cannot be read names the table, and neither the row nor what is in it", () => {
    const message = refusal(() => sealer.open("x", place));
    expect(message).toContain("in inbox");
    expect(message).not.toContain("e1");
  });
});

describe("a key", () => {
  it.each([0, 16, 31, 33, 64])("of %i bytes is refused, with the length it must have", (length) => {
    expect(refusal(() => aesSealer(Buffer.alloc(length)))).toContain(`must be 32 bytes long, not ${length}`);
  });
});
