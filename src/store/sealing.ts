import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from "node:crypto";
import { Failure } from "../errors.ts";

/** Encrypts what people wrote before it is stored, bound to the row it belongs to. */
export interface Sealer {
  /** JSON -> ciphertext. `place` names the row: opening it anywhere else fails. */
  seal(value: unknown, place: Place): string;
  /**
   * Ciphertext -> JSON. Throws Failure `misconfigured` when its key is not here or the text was moved or changed, and `unavailable`
   * when its key is not known just now.
   */
  open(sealed: string, place: Place): unknown;
  /** Always the same for the same text; without the key nobody can tell which text it is of, by trying either. */
  fingerprint(text: string): string;
}

/** Table, org and key of the row. */
export type Place = readonly [table: string, org: string, ...key: (string | number)[]];

export const KEY_BYTES = 32;
const VERSION = "1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = "aes-256-gcm";
/** Without it, a shortened tag, which is easier to guess, would be accepted too. */
const OPTIONS = { authTagLength: TAG_BYTES };

/** AES-256-GCM with a random 96-bit nonce; the place is the associated data. `version.key.base64(nonce, ciphertext, tag)`. */
export type Cipher = {
  /** Names the key, in every text that it sealed. */
  id: string;
  seal(value: unknown, place: Place): string;
  /** Throws Failure `misconfigured` unless this very text was sealed here, for this place. */
  open(sealed: string, place: Place): unknown;
};

export function cipherOf(bytes: Buffer): Cipher {
  if (bytes.length !== KEY_BYTES)
    throw new Failure("misconfigured", `A key must be ${KEY_BYTES} bytes long, not ${bytes.length}.`);
  const key = createSecretKey(bytes);
  const id = idOf(bytes);
  return {
    id,
    seal(value, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, OPTIONS).setAAD(associated(place));
      const sealed = Buffer.concat([
        nonce,
        cipher.update(JSON.stringify(value), "utf8"),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return `${VERSION}.${id}.${sealed.toString("base64")}`;
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed.split(".")[2] ?? "", "base64");
      const tagAt = bytes.length - TAG_BYTES;
      try {
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), OPTIONS)
          .setAAD(associated(place))
          .setAuthTag(bytes.subarray(tagAt));
        const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, tagAt)), decipher.final()]);
        return JSON.parse(plain.toString("utf8"));
      } catch (cause) {
        throw unreadable(place, "it was changed, or moved from another row", cause);
      }
    },
  };
}

/** What names a key; nobody can tell the key by it. */
export function idOf(key: Buffer): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 8);
}

/** The id of the key that a text was sealed with, or null if it never was sealed. */
export function sealedBy(sealed: string): string | null {
  const [version, id, body] = sealed.split(".");
  return version === VERSION && id !== undefined && body !== undefined ? id : null;
}

/** What seals with one of many keys, and opens with the one that sealed. */
export function sealerOver(keys: {
  current(): Cipher;
  find(id: string): Cipher | undefined;
  secret: Buffer;
}): Sealer {
  return {
    seal: (value, place) => keys.current().seal(value, place),
    open(sealed, place) {
      const id = sealedBy(sealed);
      if (id === null) throw unreadable(place, "its form is unknown");
      const cipher = keys.find(id);
      if (cipher) return cipher.open(sealed, place);
      throw unreadable(
        place,
        `it was sealed with key ${id}, which is not here. Put back the newest backup of the key vault`,
      );
    },
    fingerprint: (text) => createHmac("sha256", keys.secret).update(text).digest("hex"),
  };
}

/** A sealer with one key. */
export function aesSealer(key: Buffer): Sealer {
  const cipher = cipherOf(key);
  return sealerOver({
    current: () => cipher,
    find: (id) => (id === cipher.id ? cipher : undefined),
    secret: fingerprintSecret(key),
  });
}

/** What fingerprints are made with where there is one key only. */
export function fingerprintSecret(key: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", "fingerprint", KEY_BYTES));
}

function associated(place: Place): Buffer {
  return Buffer.from(JSON.stringify(place), "utf8");
}

function unreadable(place: Place, why: string, cause?: unknown): Failure {
  return new Failure("misconfigured", `A sealed value in ${place[0]} cannot be read: ${why}.`, { cause });
}
