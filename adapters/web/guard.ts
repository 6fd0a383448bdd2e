import type { pageFiles } from "./page-files.ts";
import { problem, type refusedPage } from "./respond.ts";
import { isForeign, type Visitor, type Visitors } from "./visitor.ts";

export type Handle = (request: Request, by: Visitor, parameters: Record<string, string>) => Promise<Response>;
/** How a refusal looks: a sentence for the page's script, or plain words for somebody in front of the page itself. */
export type Refuse = typeof problem | typeof refusedPage;

/** Lets a request through with who it comes from, and refuses what another site or nobody sent. */
export function guard({ visitors, hosts }: { visitors: Visitors; hosts: readonly string[] | "any" }) {
  return (handle: Handle, refuse: Refuse = problem) =>
    async (request: Request, parameters: Record<string, string>): Promise<Response> => {
      if (isForeign(request, hosts)) return refuse(403, ({ problems }) => problems.foreign);
      const by = visitors.of(request);
      if (by === "closed") return refuse(503, ({ problems }) => problems.noSignIn);
      if (by === "unknown") return refuse(404, ({ problems }) => problems.unknownPersona);
      return handle(request, by, parameters);
    };
}

export function fileOf(files: ReturnType<typeof pageFiles>, name: string): Response {
  const found = files.get(name);
  if (!found) return problem(404, ({ problems }) => problems.nothingHere);
  return new Response(found.body, { headers: { "content-type": found.type, "cache-control": "no-cache" } });
}
