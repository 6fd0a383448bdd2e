import { DatabaseSync } from "node:sqlite";
import { Failure } from "../../src/errors.ts";
import { openingProblem, resultCode } from "./problems.ts";

const BUSY = 5;

/**
 * Makes this process the only one on a data folder. The lock is the operating system's, taken through SQLite: it ends with the
 * process, however that ends. Throws Failure `misconfigured` when another process holds it.
 */
export function lockFolder(file: string): { release(): void } {
  try {
    const lock = new DatabaseSync(file, { timeout: 0 });
    try {
      lock.exec("pragma journal_mode = memory; begin exclusive");
    } catch (error) {
      lock.close();
      throw error;
    }
    return { release: () => lock.close() };
  } catch (error) {
    if (resultCode(error) !== BUSY) throw openingProblem(file, error);
    throw new Failure(
      "misconfigured",
      `Another Lotse is already running on this data folder (${file} is held). End it, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
}
