import { createHash } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const DIMENSIONS = 512;
/** Words that mean the same, in both languages. Whatever else a text says counts little. */
const CONCEPTS: Record<string, readonly string[]> = {
  "working elsewhere": ["homeoffice", "mobiles", "arbeiten", "remote", "telearbeit", "zuhause"],
  "learning money": ["lernbudget", "weiterbildungsgeld", "allowance"],
  "secret words": ["kranichrabatt", "preisnachlass", "rebate"],
};
const OTHER_WORDS = 0.1;

const Asked = z.object({
  model: z.string(),
  input: z.array(z.string()),
  dimensions: z.number(),
  encoding_format: z.literal("float"),
});

/** What it answers in place of vectors: a status with a body, or nothing at all. */
type Trouble = { status: number; headers?: Record<string, string>; body?: string } | "silence";

type Behaviour = (texts: readonly string[]) => Trouble | null | Promise<null>;

/** An OpenAI-compatible endpoint on loopback, where texts mean the same if they share a concept. */
export async function embeddingsServer() {
  const asked: string[][] = [];
  const headers: IncomingHttpHeaders[] = [];
  const held: ServerResponse[] = [];
  const behaviour: { trouble: Behaviour } = { trouble: () => null };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const { input, dimensions } = Asked.parse(JSON.parse(body));
    asked.push(input);
    headers.push(request.headers);
    const trouble = await behaviour.trouble(input);
    if (trouble === "silence") return void held.push(response);
    if (trouble) {
      response.writeHead(trouble.status, { "content-type": "application/json", ...trouble.headers });
      return void response.end(trouble.body ?? JSON.stringify({ error: { message: `no: ${input[0]}` } }));
    }
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answerTo(input, dimensions)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`),
    /** The texts of each request. */
    asked,
    /** The headers of each request. */
    headers,
    /** From now on. */
    fail(trouble: Behaviour): void {
      behaviour.trouble = trouble;
    },
    work(): void {
      behaviour.trouble = () => null;
    },
    async close(): Promise<void> {
      for (const response of held) response.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type EmbeddingsServer = Awaited<ReturnType<typeof embeddingsServer>>;

/** In the shape of the API; the order is the server's own business, the index counts. */
export function answerTo(texts: readonly string[], dimensions = DIMENSIONS) {
  const data = texts.map((text, index) => ({
    object: "embedding",
    index,
    embedding: meaningOf(text, dimensions),
  }));
  return {
    object: "list",
    model: "concepts",
    data: data.reverse(),
    usage: { prompt_tokens: 1, total_tokens: 1 },
  };
}

function meaningOf(text: string, dimensions: number): number[] {
  const sum = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? ["nothing"]) {
    const concept = Object.keys(CONCEPTS).find((name) => CONCEPTS[name]?.includes(word));
    const direction = directionOf(concept ?? word, dimensions);
    for (const [at, value] of direction.entries())
      sum[at] = (sum[at] ?? 0) + value * (concept === undefined ? OTHER_WORDS : 1);
  }
  return sum;
}

const directions = new Map<string, number[]>();

/** Always the same for the same name, and nearly at right angles to that of any other. */
function directionOf(name: string, dimensions: number): number[] {
  const known = directions.get(`${name} ${dimensions}`);
  if (known) return known;
  let state = createHash("sha256").update(name).digest().readUInt32LE(0);
  const direction = Array.from({ length: dimensions }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  directions.set(`${name} ${dimensions}`, direction);
  return direction;
}
