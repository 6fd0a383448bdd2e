import { createInterface } from "node:readline";
import { serve } from "../../adapters/http/server.ts";
import { lockFolder } from "../../adapters/sqlite/lock.ts";
import type { Store } from "../../src/store/store.ts";
import { house } from "../house.ts";
import { inChannel } from "./child-channel.ts";

/**
 * A real Lotse process for the fault tests. `node child.ts FOLDER [STEP] [tick|tidy] [DATABASE] [CHANNEL]`: with a step such as `3:inside` it
 * kills itself with SIGKILL before, inside or after its third write, counted from the moment it is ready; with `call:NAME:after`, when the
 * channel has done what was asked, and before it hears of it. It says its port when it is ready. With `tick` a minute lasts 200 ms, and with
 * `tidy` an hour.
 */
const [folder = "", step = "", mode, database, channel] = process.argv.slice(2);
const [count, moment] = step.split(":");
let writes = Number.NEGATIVE_INFINITY;

function around(store: Store): Store {
  return {
    ...store,
    async write(work, org) {
      const fatal = ++writes === Number(count);
      if (fatal && moment === "before") die();
      const result = await store.write(async (writer) => {
        const done = await work(writer);
        if (fatal && moment === "inside") die();
        return done;
      }, org);
      if (fatal && moment === "after") die();
      return result;
    },
  };
}

async function atCall<Called>(name: string, call: () => Promise<Called>): Promise<Called> {
  if (step === `call:${name}:before`) die();
  const called = await call();
  if (step === `call:${name}:after`) die();
  return called;
}

function die(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("unreachable");
}

lockFolder(`${folder}/lotse.lock`);
const home = await house({
  folder,
  around,
  ...(database ? { database } : {}),
  ...(channel ? inChannel(JSON.parse(channel), atCall) : {}),
});
const server = await serve(home.handle, { host: "127.0.0.1", port: 0 });
writes = 0;
if (mode === "tick") setInterval(() => void home.app.tick(), 200);
if (mode === "tidy") setInterval(() => void home.app.tidy(), 200);
process.stdout.write(`${server.port} ready\n`);
// The parent ends it by closing the pipe.
createInterface({ input: process.stdin }).once("close", () => process.exit(0));
