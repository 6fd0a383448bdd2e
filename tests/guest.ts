import type { House } from "./house.ts";

const LONGEST_WAY = 12;

/**
 * A browser without a window: it keeps cookies as browsers do, follows redirects from one site to the other, and says where its forms
 * come from. `home` answers for `origin`, as behind a proxy that ends TLS; all other addresses are really fetched.
 */
export function guest({ handle }: Pick<House, "handle">, origin: string, language = "de") {
  const jars = new Map<string, Map<string, string>>();
  /** Every address it came by, the first one included. */
  const way: string[] = [];
  const inside = new URL(origin).host;

  async function once(address: URL, init: RequestInit): Promise<Response> {
    const jar = jars.get(address.origin) ?? new Map<string, string>();
    jars.set(address.origin, jar);
    const headers = new Headers({ "accept-language": language, ...(init.headers as Record<string, string>) });
    if (jar.size > 0) headers.set("cookie", [...jar].map((pair) => pair.join("=")).join("; "));
    const response =
      address.origin === origin
        ? await handle(
            new Request(`http://${inside}${address.pathname}${address.search}`, { ...init, headers }),
          )
        : await fetch(address, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie)) jar.delete(name);
      else jar.set(name, pair.slice(name.length + 1));
    }
    return response;
  }

  async function go(path: string, init: RequestInit = {}): Promise<Response> {
    let address = new URL(path, origin);
    let response = await once(address, init);
    way.push(address.href);
    for (let steps = 0; steps < LONGEST_WAY; steps++) {
      const next = response.headers.get("location");
      if (response.status < 300 || response.status > 399 || next === null) return response;
      await response.body?.cancel();
      address = new URL(next, address);
      way.push(address.href);
      response = await once(address, {});
    }
    throw new Error(`no end of redirects: ${way.join(" ")}`);
  }

  return {
    way,
    go,
    /** One request, no redirect followed. */
    step: (path: string, init: RequestInit = {}) => once(new URL(path, origin), init),
    /** Submits a form of a page of ours. */
    submit: (path: string, values: Record<string, string> = {}, from = origin) =>
      go(path, { method: "POST", body: new URLSearchParams(values), headers: { origin: from } }),
    cookie: (name: string) => jars.get(origin)?.get(name) ?? null,
    setCookie(name: string, value: string): void {
      jars.set(origin, (jars.get(origin) ?? new Map()).set(name, value));
    },
  };
}

export type Guest = ReturnType<typeof guest>;
