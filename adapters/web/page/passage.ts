import type { Citation } from "../../../src/channel/block.ts";
import type { Api } from "./api.ts";
import { originalLink } from "./citations.ts";
import { element } from "./element.ts";
import type { Page } from "./page.ts";
import { openReading } from "./reading.ts";

/** Shows the passage behind a citation. */
export function openPassage(citation: Citation, page: Page, api: Api, home: HTMLElement): void {
  const reading = { title: citation.title, load: () => api.passage(citation.passage) };
  const { dialog } = openReading("passage", reading, page, api, home);
  const original = originalLink(citation, page);
  if (original !== null) dialog.append(element("div", { class: "panel-foot" }, original));
}
