import type { ChannelEvent } from "../channel/event.ts";
import type { Dialogs } from "./dialog.ts";
import { dialogOf, route } from "./router.ts";

/** Whether this button or view is somebody's right: it works even where Lotse is stopped, or not there for them. */
export function isRight(dialogs: Dialogs, name: string): boolean {
  return dialogs.get(dialogOf(name))?.rights?.has(name) ?? false;
}

/** Whether somebody asks for what is their right, by a button or in words. */
export function asksForRight(dialogs: Dialogs, event: ChannelEvent): boolean {
  if (event.kind === "action") return isRight(dialogs, event.action);
  return event.kind === "message" && dialogs.get(route(event, dialogs))?.rights !== undefined;
}
