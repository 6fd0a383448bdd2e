import { Worker } from "node:worker_threads";
import type { Disclosed, Lived } from "../../src/signal/disclosure.ts";

/** `disclose` in a thread of its own, so that everybody else has their turn meanwhile. Once a month it is worth starting one. */
export function discloseInWorker(month: Lived): Promise<Disclosed> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./disclosing.ts", import.meta.url), { workerData: month });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("The worker ended without a result.")));
  });
}
