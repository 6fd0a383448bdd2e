import type { Address } from "../src/channel/address.ts";
import type { ChannelEvent, Happening } from "../src/channel/event.ts";

const address: Address = {
  org: "werft",
  channel: "web",
  connection: "web",
  conversation: "web:ida",
  direct: true,
  native: "ida",
};

/** What happened, as an event of Ida's in the web chat. */
export function byIda(happening: Happening, id = "e1"): ChannelEvent {
  return { id, at: 1, address, sender: { native: "ida" }, ...happening };
}
