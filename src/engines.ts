import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { MASTER_KEY, readMasterKey } from "../adapters/secrets/master-key.ts";
import { sqliteKeyVault } from "../adapters/sqlite/key-vault.ts";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import { systemClock as clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { Failure } from "./errors.ts";
import { keysInUse } from "./store/key-check.ts";
import type { KeyVault } from "./store/key-vault.ts";
import { type Keys, openKeys } from "./store/keys.ts";
import { migrations, type WhenOlder } from "./store/migrations/list.ts";
import type { Store } from "./store/store.ts";
import type { MasterKeys } from "./store/wrapping.ts";

/** What both entrances, the server (`main.ts`) and the command line (`cli.ts`), work on. */
export type Engines = Keys & { store: Store; vault: KeyVault; close(): Promise<void> };

/** Opens the store and the keys that the settings name. Throws Failure `misconfigured`, saying what to do. */
export async function openEngines(config: Config, whenOlder: WhenOlder = "update"): Promise<Engines> {
  const masterKeys = await readMasterKeys(config);
  const store = await openStore(config, whenOlder);
  const vault = await openVault(config);
  const keys = await openKeys({ vault, masterKeys, clock, inUse: await keysInUse(store) });
  return {
    ...keys,
    store,
    vault,
    async close() {
      await store.close();
      await vault.close();
    },
  };
}

async function readMasterKeys({ masterKey, otherMasterKey, dataDir }: Config): Promise<MasterKeys> {
  return {
    master: await (masterKey === null ? demoKey(join(dataDir, "master.key")) : readMasterKey(masterKey)),
    other: otherMasterKey && (await readMasterKey(otherMasterKey)),
  };
}

/** Loaded when it is wanted: the demo starts without it. */
async function openStore({ databaseUrl, dataDir }: Config, whenOlder: WhenOlder): Promise<Store> {
  if (databaseUrl === null) return sqliteStore(join(dataDir, "lotse.sqlite"), migrations, whenOlder);
  const { postgresStore } = await import("../adapters/postgres/postgres-store.ts");
  return postgresStore(databaseUrl, { whenOlder });
}

async function openVault({ keysUrl, dataDir }: Config): Promise<KeyVault> {
  if (keysUrl === null) return sqliteKeyVault(join(dataDir, "keys.sqlite"));
  const { postgresKeyVault } = await import("../adapters/postgres/key-vault.ts");
  return postgresKeyVault(keysUrl);
}

export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Failure(
      "misconfigured",
      `The data folder ${path} cannot be made. Set DATA_DIR to a folder that may be written.`,
      { cause },
    );
  }
}

/** The demo makes its own key, readable by this user only, and on disk before anything is sealed with it. */
function demoKey(file: string): Buffer {
  if (!existsSync(file)) {
    const fresh = openSync(`${file}.new`, "w", 0o600);
    writeFileSync(fresh, randomBytes(32).toString("hex"));
    fsyncSync(fresh);
    closeSync(fresh);
    renameSync(`${file}.new`, file);
  }
  const digits = readFileSync(file, "utf8").trim();
  if (!MASTER_KEY.test(digits)) {
    throw new Failure(
      "misconfigured",
      `The key in ${file} is damaged. Put its 64 hexadecimal digits back from a backup; without it what people wrote cannot be read. To start the demo afresh, set DATA_DIR to an empty folder.`,
    );
  }
  return Buffer.from(digits, "hex");
}
