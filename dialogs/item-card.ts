import type { ContentItem } from "../src/catalogue/content-item.ts";
import type { Recommended } from "../src/catalogue/recommend.ts";
import type { Shelf } from "../src/catalogue/shelf.ts";
import type { Reason } from "../src/catalogue/wish.ts";
import { action, type Card } from "../src/channel/block.ts";
import type { Setting } from "../src/dialog/dialog.ts";

/** A content item with why it is shown and what one can say about it. */
export function itemCard(setting: Setting, shelf: Shelf, { item, reasons }: Recommended): Card {
  const { recommend } = setting.texts;
  // A topic says more than the words it was found by.
  const byTopic = reasons.some(({ reason }) => reason === "topic");
  const said = reasons
    .filter(({ reason }) => reason !== "words" || !byTopic)
    .map((reason) => inWords(setting, shelf, item, reason))
    .filter((words) => words !== "");
  return {
    title: item.title,
    language: item.language,
    detail: itemDetail(setting, item),
    body: item.description,
    why: said.length > 0 ? `${recommend.why} ${said.join(" · ")}` : "",
    url: item.url,
    buttons: [
      action(recommend.save, "recommend.save", item.item),
      action(recommend.done, "recommend.done", item.item),
      action(recommend.decline, "recommend.decline", item.item),
    ],
  };
}

/** "Film · 12 Min. · Einstieg · Deutsch · Filmdeck" */
export function itemDetail({ texts: { recommend } }: Setting, item: ContentItem): string {
  return [
    recommend.formats[item.format],
    ...(item.minutes === null ? [] : [durationOf(recommend, item.minutes)]),
    ...(item.level === null ? [] : [recommend.levels[item.level]]),
    recommend.languages[item.language],
    item.provider,
  ].join(" · ");
}

/** Hours in halves: "2½ Std." */
function durationOf(words: Setting["texts"]["recommend"], minutes: number): string {
  if (minutes < 120) return words.minutes(`${minutes}`);
  const halves = Math.round(minutes / 30);
  return words.hours(`${Math.floor(halves / 2)}${halves % 2 === 1 ? "½" : ""}`);
}

function inWords({ texts, language }: Setting, shelf: Shelf, item: ContentItem, reason: Reason): string {
  const { reasons, levels, formats } = texts.recommend;
  switch (reason.reason) {
    case "topic": {
      const label = shelf.topics.get(reason.topic)?.label[language];
      return label === undefined ? "" : reasons.topic(label);
    }
    case "words":
      return reasons.words(reason.words.join(", "));
    case "language":
      return reasons.language;
    case "short":
      return reasons.short(durationOf(texts.recommend, reason.minutes));
    case "level":
      return item.level === null ? "" : reasons.level(levels[item.level]);
    case "format":
      return reasons.format(formats[item.format]);
    case "goal":
      return reasons.goal;
  }
}
