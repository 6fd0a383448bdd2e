import { findItemAt } from "../src/catalogue/content-item.ts";
import { action } from "../src/channel/block.ts";
import type { View } from "../src/dialog/dialog.ts";
import { itemDetail } from "./item-card.ts";

/** What an address of the catalogue leads to; null for any other address. */
export const linkView: View = async (setting, address) => {
  const item = await findItemAt(setting.read, setting.org, address);
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
