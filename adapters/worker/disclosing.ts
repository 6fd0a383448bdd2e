import { parentPort, workerData } from "node:worker_threads";
import { disclose, type Lived } from "../../src/signal/disclosure.ts";

// What a worker of `disclosure-worker.ts` does.
const month: Lived = workerData;
parentPort?.postMessage(disclose(month));
