import { execFileSync } from "node:child_process";
import { statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./house.ts";

/** A real disk of `kilobytes`, mounted in a temporary folder. */
export function smallDisk(kilobytes: number) {
  const { path, remove } = temporaryFolder();
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k`, "none", path], { stdio: "ignore" });
  return {
    path,
    /** Gives it this size. */
    grow: (megabytes: number) => void execFileSync("mount", ["-o", `remount,size=${megabytes}m`, path]),
    /** Fills it until so many bytes are left. */
    leave(bytes: number): void {
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(join(path, "ballast"), Buffer.alloc(bavail * bsize - bytes));
    },
    remove() {
      execFileSync("umount", ["-l", path]);
      remove();
    },
  };
}

/** Mounting takes root. False, and one line that says so, means skip; with LOTSE_SUITES=all nothing may be skipped: then it throws. */
export function canMount(): boolean {
  try {
    smallDisk(64).remove();
    return true;
  } catch (cause) {
    if (process.env.LOTSE_SUITES === "all")
      throw new Error("LOTSE_SUITES=all, but nothing can be mounted here.", { cause });
    console.info("skipped: a full disk, because nothing can be mounted here (it takes root)");
    return false;
  }
}
