import { createInterface } from "node:readline";
import { serve } from "../../adapters/http/server.ts";
import { redisReplicas } from "../../adapters/redis/redis-replicas.ts";
import { systemClock as clock } from "../../src/clock.ts";
import { pinoLog } from "../../src/log.ts";
import { aesSealer } from "../../src/store/sealing.ts";
import { house } from "../house.ts";

/**
 * One of several real Lotse processes on one database: `node replica.ts FOLDER DATABASE REDIS`. It says its port when it is ready. A minute
 * lasts 200 ms.
 */
const [folder = "", database = "", redis = ""] = process.argv.slice(2);
const log = pinoLog("silent");
const replicas = redisReplicas(redis, { sealer: aesSealer(Buffer.alloc(32, 7)), clock, log });
const home = await house({ folder, database, replicas });
const server = await serve(home.handle, { host: "127.0.0.1", port: 0 });
setInterval(() => void home.app.tick(), 200);
process.stdout.write(`${server.port} ready\n`);
// The parent ends it by closing the pipe.
createInterface({ input: process.stdin }).once("close", () => process.exit(0));
