import type { DeskMe, DeskView } from "../desk-protocol.ts";
import { apiAs } from "../page/api.ts";

export type DeskApi = ReturnType<typeof deskApi>;

/** The server's desk, as the persona `as`; null is whoever the server takes the person for. */
export function deskApi(as: string | null, signal: AbortSignal) {
  const { get, post } = apiAs(as, signal);
  return {
    me: () => get<DeskMe>("/api/desk/me"),
    view: (month: string | null) => get<DeskView>("/api/desk", month === null ? {} : { month }),
    post,
  };
}
