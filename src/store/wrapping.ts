import { z } from "zod";
import { Failure } from "../errors.ts";
import { type Cipher, cipherOf, KEY_BYTES, type Place, sealedBy } from "./sealing.ts";

/** What the operator keeps outside: `master` wraps, `other` opens too while one takes the place of the other. */
export type MasterKeys = { master: Buffer; other: Buffer | null };

/** A master key does nothing but this: it makes other keys unreadable where they are stored. */
export interface Wrapping {
  wrap(key: Buffer, place: Place): string;
  /** Throws Failure `misconfigured` when it was wrapped by another master key, changed or moved. */
  unwrap(wrapped: string, place: Place): Buffer;
  /** Whether the master key itself wrapped it, so that the other one may go. */
  isByMaster(wrapped: string): boolean;
}

export function masterWrapping({ master, other }: MasterKeys): Wrapping {
  const wraps = cipherOf(master);
  const opens = [wraps, ...(other === null ? [] : [cipherOf(other)])];
  return {
    wrap: (key, place) => wraps.seal(key.toString("base64"), place),
    unwrap(wrapped, place) {
      const id = sealedBy(wrapped);
      const cipher = opens.find((one) => one.id === id);
      if (cipher) return opened(cipher, wrapped, place);
      if (id === null) throw damaged(place);
      throw new Failure(
        "misconfigured",
        `The keys are wrapped by master key ${id}, and this is master key ${wraps.id}. Set the master key they were wrapped by, or, while you change it, name that one as LOTSE_OTHER_MASTER_KEY.`,
      );
    },
    isByMaster: (wrapped) => sealedBy(wrapped) === wraps.id,
  };
}

function opened(cipher: Cipher, wrapped: string, place: Place): Buffer {
  let key: Buffer;
  try {
    key = Buffer.from(z.string().parse(cipher.open(wrapped, place)), "base64");
  } catch (cause) {
    throw damaged(place, cause);
  }
  if (key.length !== KEY_BYTES) throw damaged(place);
  return key;
}

function damaged([table]: Place, cause?: unknown): Failure {
  return new Failure(
    "misconfigured",
    `A wrapped key in ${table} was changed, or moved from another row. Put back the newest backup of the key vault.`,
    { cause },
  );
}
