import { createInterface } from "node:readline";
import { serve } from "../../adapters/http/server.ts";
import { slackAdapter } from "../../adapters/slack/adapter.ts";
import { slackCall } from "../../adapters/slack/client.ts";
import { singleToken } from "../../adapters/slack/tokens.ts";
import { lockFolder } from "../../adapters/sqlite/lock.ts";
import type { Store } from "../../src/store/store.ts";
import { house } from "../house.ts";
import { slowWriter } from "../slow-writer.ts";

/**
 * A real Lotse in Slack for the fault tests: `node slack-child.ts FOLDER API TOKEN SECRET [STEP]`. With a step such as `3:inside` it kills
 * itself before, inside or after its third write; with `call:chat.postMessage:after`, when Slack has done what was asked, and before
 * it hears of it.
 */
const [folder = "", api = "", token = "", secret = "", step = ""] = process.argv.slice(2);
const [count = "", moment] = step.startsWith("call:") ? [] : step.split(":");
const [, fatalMethod, when] = step.startsWith("call:") ? step.split(":") : [];
let writes = Number.NEGATIVE_INFINITY;

function around(store: Store): Store {
  return {
    ...store,
    async write(work, org) {
      const fatal = ++writes === Number(count || Number.NaN);
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

function die(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("unreachable");
}

lockFolder(`${folder}/lotse.lock`);
const home = await house({
  folder,
  around,
  writer: slowWriter(["Das", "Lernbudget", "ist", "da."], 5),
  also: ({ store, clock, log, ...parts }) => {
    const calling = slackCall(api);
    const call: typeof calling = async (...asked) => {
      if (asked[1] === fatalMethod && when === "before") die();
      const called = await calling(...asked);
      if (asked[1] === fatalMethod && when === "after") die();
      return called;
    };
    const tokens = singleToken(token, { call, store, now: clock.now, log });
    const common = { ...parts, store, clock, log, call, tokens };
    return slackAdapter({
      ...common,
      signingSecret: secret,
      appToken: null,
      url: api,
      groups: new Map(),
      entrance: [],
    });
  },
});
const server = await serve(home.handle, { host: "127.0.0.1", port: 0 });
writes = 0;
process.stdout.write(`${server.port} ready\n`);
// The parent ends it by closing the pipe.
createInterface({ input: process.stdin }).once("close", () => process.exit(0));
