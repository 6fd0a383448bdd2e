import { setTimeout as pause } from "node:timers/promises";
import { LogLevel, SocketModeReceiver } from "@slack/bolt";
import type { Log } from "../../src/log.ts";
import { clientOptions, silent } from "./client.ts";

const AGAIN_MS = 5000;

/**
 * For workspaces that cannot reach us: we connect to Slack, and it sends over that. What goes wrong is not acknowledged, so that Slack
 * sends it again.
 */
export function socketMode({ appToken, url, log }: { appToken: string; url: string | null; log: Log }) {
  const receiver = new SocketModeReceiver({
    appToken,
    // The SDK's own way to connect again ends the process where Slack refuses the token.
    autoReconnectEnabled: false,
    logger: silent,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: clientOptions(url) },
    async processEventErrorHandler({ error }) {
      log.error("what Slack sent could not be taken in", {}, error);
      return false;
    },
  });
  const { client } = receiver;
  const ending = new AbortController();
  const { signal } = ending;

  async function connect(): Promise<void> {
    const over = new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
    await receiver.start();
    log.info("connected to Slack by Socket Mode");
    await over;
  }

  async function stayConnected(): Promise<void> {
    while (!signal.aborted) {
      try {
        await connect();
      } catch (error) {
        log.warn("no connection to Slack by Socket Mode; trying again shortly", {}, error);
      }
      if (!signal.aborted) await pause(AGAIN_MS, undefined, { signal }).catch(() => {});
    }
  }

  return {
    receiver,
    open(): void {
      void stayConnected();
    },
    async close(): Promise<void> {
      ending.abort();
      await receiver.stop();
    },
  };
}

export type Socket = ReturnType<typeof socketMode>;
