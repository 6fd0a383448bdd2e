import { connect, createServer, type Socket } from "node:net";

/** The way to a server, which can be cut as if the server had gone, and mended. `url` leads through it. */
export async function cuttable(url: string) {
  const target = new URL(url);
  const open = new Set<Socket>();
  let isCut = false;
  const gate = createServer((from) => {
    if (isCut) return from.destroy();
    const to = connect(Number(target.port || 5432), target.hostname);
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => gate.listen(0, "127.0.0.1", resolve));
  const address = gate.address();
  const through = new URL(url);
  through.hostname = "127.0.0.1";
  through.port = String(typeof address === "object" && address ? address.port : 0);

  const cut = () => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    url: through.href,
    cut,
    mend() {
      isCut = false;
    },
    async close(): Promise<void> {
      cut();
      await new Promise((resolve) => gate.close(resolve));
    },
  };
}
