import type { Shelves } from "../src/catalogue/shelf.ts";
import { action } from "../src/channel/block.ts";
import type { View } from "../src/dialog/dialog.ts";
import { itemDetail } from "./item-card.ts";

/** What an address of the catalogue leads to; null for any other address. */
export function linkView({ shelves }: { shelves: Shelves }): View {
  return async (setting, address) => {
    const wanted = bare(address);
    const shelf = await shelves.of(setting.org);
    const item = [...shelf.items.values()].find(({ url }) => bare(url) === wanted);
    if (!item) return null;
    const { recommend } = setting.texts;
    const card = {
      title: item.title,
      language: item.language,
      detail: itemDetail(setting, item),
      body: item.description,
      why: "",
      url: item.url,
      buttons: [action(recommend.save, "recommend.save", item.item)],
    };
    return { title: item.title, blocks: [{ kind: "cards", label: "", cards: [card] }] };
  };
}

/** The same page, however its address was written. */
function bare(address: string): string {
  const url = URL.parse(address);
  return url ? `${url.host}${url.pathname.replace(/\/$/, "")}${url.search}` : address;
}
