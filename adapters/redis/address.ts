import { Failure } from "../../src/errors.ts";

type Host = { host: string; port: number };

/** Where Redis is: one server, a master that sentinels know, or a cluster. */
export type RedisAddress = {
  hosts: [Host, ...Host[]];
  tls: boolean;
  username: string | null;
  password: string | null;
} & ({ kind: "server"; database: number } | { kind: "sentinel"; master: string } | { kind: "cluster" });

const FORM = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^@/]+)(?:\/([^/]*))?$/;
const PORTS = { server: 6379, sentinel: 26_379, cluster: 6379 };
const EXPECTED = [
  "expected one of",
  "redis://USER:PASSWORD@HOST:PORT/DATABASE",
  "redis+sentinel://USER:PASSWORD@HOST:PORT,HOST:PORT/MASTER",
  "redis+cluster://USER:PASSWORD@HOST:PORT,HOST:PORT",
  "(with rediss in the place of redis for TLS; user, password, port and database may be left out)",
].join(" ");

/** Reads REDIS_URL. Throws Failure `misconfigured`; the URL itself is not repeated, there may be a password in it. */
export function readRedisUrl(url: string): RedisAddress {
  const [, scheme, kind = "server", login = "", places = "", path = ""] = FORM.exec(url) ?? refuse();
  const [username, password] = loginIn(login);
  const [first = refuse(), ...more] = places.split(",").map((place) => hostIn(place, kind as Kind));
  const common = {
    hosts: [first, ...more] satisfies [Host, ...Host[]],
    tls: scheme === "rediss",
    username,
    password,
  };
  switch (kind as Kind) {
    case "server":
      if (more.length > 0 || !/^\d{0,2}$/.test(path)) refuse();
      return { ...common, hosts: [first], kind: "server", database: Number(path) };
    case "sentinel":
      if (path === "") refuse();
      return { ...common, hosts: [first, ...more], kind: "sentinel", master: decoded(path) };
    case "cluster":
      if (path !== "") refuse();
      return { ...common, hosts: [first, ...more], kind: "cluster" };
  }
}

type Kind = RedisAddress["kind"];

function hostIn(place: string, kind: Kind): Host {
  const [, host = "", port] = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(place) ?? refuse();
  const number = port === undefined ? PORTS[kind] : Number(port);
  if (number < 1 || number > 65_535) refuse();
  return { host: host.replace(/^\[|\]$/g, ""), port: number };
}

function loginIn(login: string): [username: string | null, password: string | null] {
  if (login === "") return [null, null];
  const colon = login.indexOf(":");
  if (colon === -1) return [decoded(login), null];
  return [decoded(login.slice(0, colon)) || null, decoded(login.slice(colon + 1)) || null];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse();
  }
}

function refuse(): never {
  throw new Failure("misconfigured", `REDIS_URL: ${EXPECTED}.`);
}
