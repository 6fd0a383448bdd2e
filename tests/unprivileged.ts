import { chmodSync } from "node:fs";

const NOBODY = 65_534;

/**
 * Runs `work` as somebody who may not write what the test has made. File modes do not bind root, so root becomes nobody for the
 * time being. `mode` is what the folder allows meanwhile.
 */
export async function asNobody<T>(folder: string, work: () => T | Promise<T>, mode = 0o555): Promise<T> {
  const root = process.geteuid?.() === 0;
  chmodSync(folder, mode);
  if (root) process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    if (root) process.seteuid?.(0);
    chmodSync(folder, 0o755);
  }
}
