import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { event, modelServer } from "../tests/model-server.ts";
import { STAND_INS } from "./eval/stand-ins.ts";

/**
 * The evaluation with what stands in for a model behind a real endpoint on loopback:
 * `npm run -s bench:eval -- sentences|none|garbage [what npm run eval takes]`.
 */
const [name = "", ...words] = process.argv.slice(2);
const reply = STAND_INS[name];
if (reply === undefined)
  throw new Error(`Say who stands in for a model: ${Object.keys(STAND_INS).join(", ")}.`);

/** It does not say what it took: that is guessed then. */
const DONE = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`;

const server = await modelServer(({ messages }, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const pieces = reply(messages.at(-1)?.content ?? "").match(/.{1,7}/gsu) ?? [];
  response.end([...pieces.map(event), DONE].join(""));
});
const evaluation = spawn(
  process.execPath,
  [fileURLToPath(new URL("../src/eval.ts", import.meta.url)), ...words],
  {
    env: { ...process.env, MODEL_URL: server.url.href, MODEL_NAME: `${name}, which is no model` },
    stdio: "inherit",
  },
);
[process.exitCode] = (await once(evaluation, "exit")) as [number | null];
await server.close();
