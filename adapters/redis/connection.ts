import { Cluster, Redis } from "ioredis";
import type { RedisAddress } from "./address.ts";

/** One server or a cluster: what is said to them is the same. */
export type Client = Redis | Cluster;

/** Nobody waits longer than this for what may be lost, milliseconds. */
const ANSWER_MS = 500;
const CONNECT_MS = 2000;
const LONGEST_PAUSE_MS = 1000;

/**
 * A connection that is made in the background, and again when it was lost. While there is none, commands fail at once; none is kept
 * back or sent twice.
 */
export function connect(address: RedisAddress): Client {
  const client = clientFor(address);
  // Not being reachable is no error here: whoever needs it asks for its status.
  client.on("error", () => {});
  return client;
}

function clientFor(address: RedisAddress): Client {
  const redisOptions = optionsFor(address);
  switch (address.kind) {
    case "server": {
      const [{ host, port }] = address.hosts;
      return new Redis({ ...redisOptions, host, port, db: address.database, retryStrategy: pause });
    }
    case "sentinel":
      return new Redis({
        ...redisOptions,
        sentinels: address.hosts,
        name: address.master,
        enableTLSForSentinelMode: address.tls,
        ...(address.tls ? { sentinelTLS: {} } : {}),
        sentinelRetryStrategy: pause,
        retryStrategy: pause,
      });
    case "cluster":
      return new Cluster(address.hosts, {
        redisOptions,
        enableOfflineQueue: false,
        clusterRetryStrategy: pause,
      });
  }
}

function optionsFor({ tls, username, password }: RedisAddress) {
  return {
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
    connectionName: "lotse",
    connectTimeout: CONNECT_MS,
    commandTimeout: ANSWER_MS,
    // A way that swallows what is sent: no answer at all, and no word that it is broken.
    socketTimeout: 4 * ANSWER_MS,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    // Done by whoever listens, who has to know that there was a gap.
    autoResubscribe: false,
  };
}

/** Before the next try: spread out, so that a server that comes back does not meet everybody at once. */
function pause(tries: number): number {
  return Math.min(tries * 100, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
}
