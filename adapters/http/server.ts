import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import type { Route } from "../../src/channel/adapter.ts";
import { Failure } from "../../src/errors.ts";
import { inBoth } from "../../src/i18n/texts.ts";
import type { Log } from "../../src/log.ts";

export type Server = {
  port: number;
  /** Takes no more connections; resolves when the last one has ended, or has been ended after two seconds. */
  close(): Promise<void>;
};

/** No platform sends larger requests than this, bytes. */
const LARGEST_BODY = 256 * 1024;
const LAST_CONNECTIONS_MS = 2000;

/** The routes as one web-standard handler, with the headers and limits that hold for all of them. */
export function httpHandler(
  routes: readonly Route[],
  log: Log,
): (request: Request) => Response | Promise<Response> {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: "no-referrer",
    }),
  );
  app.use(bodyLimit({ maxSize: LARGEST_BODY, onError: (c) => c.json(TOO_LARGE, 413) }));
  for (const route of routes) {
    app.on(route.method, route.path, (c) => route.handle(c.req.raw, c.req.param()));
  }
  app.get("/health", (c) => c.text("ok"));
  app.notFound((c) => c.json(NOT_FOUND, 404));
  app.onError((error, c) => {
    log.error("a request failed", {}, error);
    return c.json(FAILED, 500);
  });
  return (request) => app.fetch(request);
}

/** Listens. Throws Failure `misconfigured` when the port cannot be had. `port` 0 takes any free one. */
export async function serve(
  handler: (request: Request) => Response | Promise<Response>,
  { host, port }: { host: string; port: number },
): Promise<Server> {
  const server = createAdaptorServer({ fetch: handler });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(portProblem(port, error)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeIdleConnections" in server) {
          server.closeIdleConnections();
          setTimeout(() => server.closeAllConnections(), LAST_CONNECTIONS_MS).unref();
        }
      });
    },
  };
}

function portProblem(port: number, error: NodeJS.ErrnoException): Failure {
  const why =
    error.code === "EADDRINUSE"
      ? `Port ${port} is in use by another program. End that program, or set PORT to another number.`
      : `Lotse cannot listen on port ${port} (${error.code ?? error.name}). Set PORT to another number.`;
  return new Failure("misconfigured", why, { cause: error });
}

const TOO_LARGE = { problem: inBoth(({ problems }) => problems.tooLarge) };
const NOT_FOUND = { problem: inBoth(({ problems }) => problems.nothingHere) };
const FAILED = { problem: inBoth(({ problems }) => problems.failed) };
