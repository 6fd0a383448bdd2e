import type { Card } from "../../../src/channel/block.ts";
import { cut } from "../../../src/channel/cut.ts";
import type { Language } from "../../../src/channel/language.ts";
import { attached, type CardAttachment, renderCard } from "./card.ts";
import { LIMITS } from "./limits.ts";
import { flat } from "./text.ts";

type Preview = {
  contentType: "application/vnd.microsoft.card.thumbnail";
  content: { title: string; text: string };
};
export type SearchResults = {
  composeExtension: {
    type: "result";
    attachmentLayout: "list";
    attachments: (CardAttachment & { preview: Preview })[];
  };
};

/** What a search in the box to write in finds: a line each, and the card that is put into the chat. */
export function renderSearchResults(items: Card[], language: Language): SearchResults {
  const attachments = items
    .slice(0, LIMITS.results)
    .map((item) => ({ ...posted(item, language), preview: preview(item) }));
  return { composeExtension: { type: "result", attachmentLayout: "list", attachments } };
}

/** What stands below a link to an item that somebody writes. */
export function renderPreview(item: Card, language: Language): SearchResults {
  return renderSearchResults([item], language);
}

/** Others see it too: nothing in it is about the one who posts it, and it only opens. */
function posted(item: Card, language: Language): CardAttachment {
  return attached(
    renderCard([{ kind: "cards", label: "", cards: [{ ...item, why: "", buttons: [] }] }], language),
  );
}

function preview({ title, detail, body }: Card): Preview {
  const about = flat(detail) || flat(body);
  return {
    contentType: "application/vnd.microsoft.card.thumbnail",
    content: { title: cut(flat(title), LIMITS.previewTitle) || "…", text: cut(about, LIMITS.previewText) },
  };
}
