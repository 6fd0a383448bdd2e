import { type AddressInfo, BlockList, isIPv6, type Socket } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import type { Door, Route, Stranger } from "../../src/channel/adapter.ts";
import { Failure, isFailure } from "../../src/errors.ts";
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
const POLICY = "content-security-policy";
const NOBODY = "'none'";
const YEAR_SECONDS = 365 * 24 * 60 * 60;

type Parts = {
  routes: readonly Route[];
  door: Door;
  log: Log;
  /** Browsers come by TLS only, and shall keep to it. */
  https: boolean;
};
/** What node:http knows of a request. */
type Bindings = { incoming?: { socket: Pick<Socket, "remoteAddress"> } };
type Handler = (request: Request, bindings?: Bindings) => Response | Promise<Response>;

/** The routes behind their door as one web-standard handler, with the headers and limits that hold for all of them. */
export function httpHandler({ routes, door, log, https }: Parts): Handler {
  const app = new Hono<{ Bindings: Bindings }>();
  for (const { path, framedBy } of routes) {
    if (framedBy)
      app.use(path, async (c, next) => {
        await next();
        letFrame(c.res, framedBy);
      });
  }
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: [NOBODY],
      },
      // Without it, browsers do not say where a form comes from.
      referrerPolicy: "same-origin",
      strictTransportSecurity: https ? `max-age=${YEAR_SECONDS}` : false,
    }),
  );
  const counting = bodyLimit({ maxSize: LARGEST_BODY, onError: (c) => c.json(TOO_LARGE, 413) });
  app.use((c, next) => {
    // What a length was told of is that long, and need not be counted: that would make a stream of it, which takes longer than the rest.
    const length = c.req.header("content-length");
    if (length === undefined || c.req.header("transfer-encoding") !== undefined) return counting(c, next);
    return Number(length) > LARGEST_BODY ? Promise.resolve(c.json(TOO_LARGE, 413)) : next();
  });
  for (const route of routes) {
    const handle = door(route);
    app.on(route.method, route.path, (c) => handle(c.req.raw, callerOf(c.req.raw, c.env), c.req.param()));
  }
  app.notFound((c) => c.json(NOT_FOUND, 404));
  app.onError((error, c) => {
    log.error("a request failed", {}, error);
    return isFailure(error, "unavailable") ? c.json(AWAY, 503) : c.json(FAILED, 500);
  });
  return (request, bindings = {}) => app.fetch(request, bindings);
}

/** Listens. Throws Failure `misconfigured` when the port cannot be had. `port` 0 takes any free one. */
export async function serve(
  handler: Handler,
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

/** Others may show this page inside their own. It comes after the headers that hold for all. */
function letFrame({ headers }: Response, others: readonly string[]): void {
  const policy = headers.get(POLICY) ?? "";
  headers.set(POLICY, policy.replace(`frame-ancestors ${NOBODY}`, `frame-ancestors ${others.join(" ")}`));
  headers.delete("x-frame-options");
}

/** The address somebody comes from. A proxy stands in the same network, and says for whom it asks. */
function callerOf(request: Request, { incoming }: Bindings): Stranger {
  const peer = incoming?.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
  const told = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  const isNear = NEAR.check(peer, isIPv6(peer) ? "ipv6" : "ipv4");
  return { from: isNear && told ? told : peer };
}

const NEAR = new BlockList();
NEAR.addSubnet("127.0.0.0", 8);
NEAR.addSubnet("10.0.0.0", 8);
NEAR.addSubnet("172.16.0.0", 12);
NEAR.addSubnet("192.168.0.0", 16);
NEAR.addAddress("::1", "ipv6");
NEAR.addSubnet("fc00::", 7, "ipv6");

function portProblem(port: number, error: NodeJS.ErrnoException): Failure {
  const why =
    error.code === "EADDRINUSE"
      ? `Port ${port} is in use by another program. End that program, or set PORT to another number.`
      : `Lotse cannot listen on port ${port} (${error.code ?? error.name}). Set PORT to another number.`;
  return new Failure("misconfigured", why, { cause: error });
}

const TOO_LARGE = { problem: inBoth(({ problems }) => problems.tooLarge) };
const NOT_FOUND = { problem: inBoth(({ problems }) => problems.nothingHere) };
const AWAY = { problem: inBoth(({ problems }) => problems.away) };
const FAILED = { problem: inBoth(({ problems }) => problems.failed) };
