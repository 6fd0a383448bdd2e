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
  /** Ciphertext -> JSON. Throws Failure `misconfigured` when the key is another one or the text was moved or changed. */
  open(sealed: string, place: Place): unknown;
  /** Always the same for the same text; without the key nobody can tell which text it is of, by trying either. */
  fingerprint(text: string): string;
}

/** Table, org and key of the row. */
export type Place = readonly [table: string, org: string, ...key: (string | number)[]];

const VERSION = "1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MASTER_KEY_BYTES = 32;
const CIPHER = "aes-256-gcm";
/** Without it, a shortened tag, which is easier to guess, would be accepted too. */
const OPTIONS = { authTagLength: TAG_BYTES };

/** AES-256-GCM with a random 96-bit nonce; the place is the associated data. `version.key.base64(nonce, ciphertext, tag)`. */
export function aesSealer(masterKey: Buffer): Sealer {
  if (masterKey.length !== MASTER_KEY_BYTES) {
    throw new Failure(
      "misconfigured",
      `The master key must be ${MASTER_KEY_BYTES} bytes long, not ${masterKey.length}.`,
    );
  }
  const key = createSecretKey(masterKey);
  const keyId = createHash("sha256").update(masterKey).digest("hex").slice(0, 8);
  const forFingerprints = Buffer.from(hkdfSync("sha256", masterKey, "", "fingerprint", MASTER_KEY_BYTES));

  return {
    seal(value, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, OPTIONS).setAAD(associated(place));
      const sealed = Buffer.concat([
        nonce,
        cipher.update(JSON.stringify(value), "utf8"),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return `${VERSION}.${keyId}.${sealed.toString("base64")}`;
    },
    open(sealed, place) {
      const [version, sealedWith, body] = sealed.split(".");
      if (version !== VERSION || body === undefined) throw unreadable(place, "its form is unknown");
      if (sealedWith !== keyId) {
        throw unreadable(
          place,
          `it was sealed with key ${sealedWith}, and this is key ${keyId}: set the master key it was sealed with`,
        );
      }
      const bytes = Buffer.from(body, "base64");
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
    fingerprint: (text) => createHmac("sha256", forFingerprints).update(text).digest("hex"),
  };
}

function associated(place: Place): Buffer {
  return Buffer.from(JSON.stringify(place), "utf8");
}

function unreadable(place: Place, why: string, cause?: unknown): Failure {
  return new Failure("misconfigured", `A sealed value in ${place[0]} cannot be read: ${why}.`, { cause });
}
