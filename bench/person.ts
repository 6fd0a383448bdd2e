import { Agent, get, request } from "node:http";

const QUESTIONS = [
  "Wie hoch ist mein Lernbudget?",
  "Wie beantrage ich Bildungsurlaub?",
  "How do I find a mentor?",
  "Wer bezahlt meine Prüfung?",
  "How much learning time do I have?",
  "Wer wurde 1990 Fußballweltmeister?",
];

/** One person with an open page at one server: sends to each of them in turn, and waits for the answer on the stream. */
export function person(servers: readonly { port: number }[], at: number, agent: Agent) {
  const name = `p${at}`;
  const portOf = (turn: number) => servers[turn % servers.length]?.port;
  let answered = () => {};
  let opened = () => {};
  const ready = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const stream = get({ port: portOf(at), path: `/api/stream?as=${name}`, agent: new Agent() }, (response) => {
    let buffer = "";
    response.setEncoding("utf8");
    response.on("data", (chunk: string) => {
      buffer += chunk;
      for (;;) {
        const end = buffer.indexOf("\n\n");
        if (end === -1) return;
        const event = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (event.startsWith("event: snapshot")) opened();
        if (
          event.startsWith("event: message") &&
          event.includes('"author":"lotse","at"') &&
          event.includes('"state":"done"')
        ) {
          answered();
        }
      }
    });
  });
  let count = 0;
  return {
    ready,
    close: () => stream.destroy(),
    /** Milliseconds from sending to the delivered answer. */
    turn(): Promise<number> {
      const text = QUESTIONS[count++ % QUESTIONS.length];
      const body = JSON.stringify({
        id: `${name}-${crypto.randomUUID()}`,
        kind: "message",
        text,
        attachments: [],
      });
      const began = performance.now();
      return new Promise((resolve, reject) => {
        answered = () => resolve(performance.now() - began);
        const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
        request(
          { port: portOf(count), path: `/api/events?as=${name}`, method: "POST", agent, headers },
          (response) => {
            response.resume();
            if (response.statusCode !== 202) reject(new Error(`refused: ${response.statusCode}`));
          },
        )
          .on("error", reject)
          .end(body);
      });
    },
  };
}
