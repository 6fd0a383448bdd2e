import { createInterface } from "node:readline";
import { serve } from "../../adapters/http/server.ts";
import { lockFolder } from "../../adapters/sqlite/lock.ts";
import { extractiveWriter } from "../../src/answer/extract.ts";
import { modelWriter } from "../../src/answer/grounded/writer.ts";
import { pinoLog } from "../../src/log.ts";
import { prompts, redactionOf } from "../grounded/parts.ts";
import { house } from "../house.ts";
import { scriptedModel } from "../scripted-model.ts";

/** Lotse with a model that hangs in the middle of its claim, or does not. `node model-child.ts FOLDER [hangs]`. */
const [folder = "", mode] = process.argv.slice(2);

lockFolder(`${folder}/lotse.lock`);
const pauseMs = mode === "hangs" ? 60_000 : 1;
const { model } = scriptedModel(() => ["[1] Dein Lernbudget sind ", { pauseMs }, "1.200 Euro im Jahr."]);
const parts = { prompts, redactionOf: redactionOf(), fallback: extractiveWriter, log: pinoLog("silent") };
const home = await house({ folder, writer: modelWriter({ model, ...parts }) });
const server = await serve(home.handle, { host: "127.0.0.1", port: 0 });
process.stdout.write(`${server.port} ready\n`);
// The parent ends it by closing the pipe.
createInterface({ input: process.stdin }).once("close", () => process.exit(0));
