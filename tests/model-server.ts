import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const Asked = z.looseObject({
  model: z.string().optional(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  stream: z.boolean().optional(),
});
type Asked = z.infer<typeof Asked>;

/** What a server does with a request; `response` is its to end. */
export type Conduct = (asked: Asked, response: ServerResponse, nth: number) => unknown;

/** An endpoint for Chat Completions on loopback that does what a test tells it, however bad. */
export async function modelServer(conduct: Conduct = saying("Gut."), port = 0) {
  const asked: Asked[] = [];
  const paths: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const state = { conduct, left: 0 };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    asked.push(Asked.parse(JSON.parse(body)));
    paths.push(request.url ?? "");
    headers.push(request.headers);
    response.on("close", () => {
      if (!response.writableFinished) state.left++;
    });
    const latest = asked.at(-1);
    if (latest) await state.conduct(latest, response, asked.length);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${own}/v1`),
    /** The bodies, paths and headers of all requests. */
    ...{ asked, paths, headers },
    /** How many requests the other side has left before they were answered. */
    left: () => state.left,
    /** From now on. */
    conduct(next: Conduct): void {
      state.conduct = next;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type ModelServer = Awaited<ReturnType<typeof modelServer>>;

/** Answers as it is asked to, streamed or at once. */
export function saying(text: string, finish = "stop"): Conduct {
  return (asked, response) => {
    if (asked.stream !== true) return void answer(response, text, finish);
    stream(response, text.match(/.{1,7}/gsu) ?? [], finish);
  };
}

export function answer(response: ServerResponse, text: string, finish = "stop"): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(
    JSON.stringify({
      choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: finish }],
      usage: { prompt_tokens: 30, completion_tokens: 12, total_tokens: 42 },
    }),
  );
}

function stream(response: ServerResponse, pieces: readonly string[], finish: string): void {
  begin(response);
  response.end([...pieces.map(event), ending(finish)].join(""));
}

export function begin(response: ServerResponse, type = "text/event-stream"): void {
  response.writeHead(200, { "content-type": type });
}

/** A piece of an answer as a server-sent event. */
export function event(text: string): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] })}\n\n`;
}

/** The end of an answer: why it ended, what it took, and that nothing follows. */
export function ending(finish = "stop"): string {
  const end = { choices: [{ index: 0, delta: {}, finish_reason: finish }] };
  const usage = { choices: [], usage: { prompt_tokens: 30, completion_tokens: 12, total_tokens: 42 } };
  return `data: ${JSON.stringify(end)}\n\ndata: ${JSON.stringify(usage)}\n\ndata: [DONE]\n\n`;
}

/** Refuses with a status, in the words of OpenAI. */
export function refusing(
  status: number,
  error: { message?: string; code?: string; param?: string } = {},
  headers: Record<string, string> = {},
): Conduct {
  return (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ error: { message: "no", ...error } }));
  };
}

/** Takes a request, and never says a word. */
export const silent: Conduct = () => {};
