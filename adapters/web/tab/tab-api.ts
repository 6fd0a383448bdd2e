import { type Api, apiBy } from "../page/api.ts";
import type { Teams, Token } from "./teams.ts";

const PATIENCE = 20_000;
const NOT_ACCEPTED = 401;

/** No token, no question. `why`: what Teams said. */
export type NoToken = Exclude<Token, { state: "given" }>["state"];

/** The server, for the person in front of Teams. A token may run out on its way: then it is asked once more with another. */
export function tabApi(teams: Teams, without: (why: NoToken) => void): Api {
  async function askOnce(url: string, more: RequestInit): Promise<Response> {
    const given = await teams.token();
    if (given.state !== "given") {
      without(given.state);
      throw new Error(`no token: ${given.state}`);
    }
    const headers = new Headers(more.headers);
    headers.set("authorization", `Bearer ${given.token}`);
    headers.set("accept-language", teams.locale);
    const signal = AbortSignal.timeout(PATIENCE);
    return fetch(url, { ...more, headers, signal, credentials: "omit" });
  }

  return apiBy(async (url, more) => {
    const response = await askOnce(url, more);
    return response.status === NOT_ACCEPTED ? askOnce(url, more) : response;
  });
}
