import { badArgument, tooBig } from "./refusal.ts";
import type { Json } from "./world.ts";

/** Of the JSON, in characters. */
const LARGEST_CARD = 28 * 1024;
const MOST_REFRESHED = 60;
/** Of version 1.5, which is what Teams takes, with what each needs at least. */
const ELEMENTS: Record<string, readonly string[]> = {
  TextBlock: ["text"],
  RichTextBlock: ["inlines"],
  TextRun: ["text"],
  Image: ["url"],
  ImageSet: ["images"],
  Container: ["items"],
  ColumnSet: ["columns"],
  Column: [],
  FactSet: ["facts"],
  Table: ["rows"],
  TableRow: ["cells"],
  TableCell: ["items"],
  ActionSet: ["actions"],
  "Input.Text": ["id"],
  "Input.Number": ["id"],
  "Input.Date": ["id"],
  "Input.Time": ["id"],
  "Input.Toggle": ["id", "title"],
  "Input.ChoiceSet": ["id", "choices"],
};
const ACTIONS: Record<string, readonly string[]> = {
  "Action.Execute": ["title"],
  "Action.Submit": ["title"],
  "Action.OpenUrl": ["title", "url"],
  "Action.ShowCard": ["title", "card"],
  "Action.ToggleVisibility": ["title", "targetElements"],
};
const VERSIONS = ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5"];
/** What stands below one another. */
const INSIDE = ["body", "items", "columns", "rows", "cells", "images", "inlines", "actions"];

/** Throws the refusal of a card that Teams would not show. */
export function checkCard(card: unknown): void {
  if (!isObject(card) || card.type !== "AdaptiveCard" || !VERSIONS.includes(String(card.version))) {
    throw badArgument("Unknown attachment content: expected an AdaptiveCard up to version 1.5");
  }
  if (JSON.stringify(card).length > LARGEST_CARD) throw tooBig();
  const ids: string[] = [];
  walk(card, (element) => check(element, ids));
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  if (twice !== undefined) throw badArgument(`Two inputs are called ${twice}`);
  if (card.refresh !== undefined) checkRefresh(card.refresh);
}

/** Everything in a card, in the order of reading. */
export function walk(element: Json, visit: (element: Json) => void): void {
  for (const key of INSIDE) {
    const children = element[key];
    if (!Array.isArray(children)) continue;
    for (const child of children.filter(isObject)) {
      visit(child);
      walk(child, visit);
    }
  }
  for (const one of [element.card, element.selectAction, element.inlineAction].filter(isObject)) {
    visit(one);
    walk(one, visit);
  }
}

function check(element: Json, ids: string[]): void {
  const type = String(element.type);
  // The parts of an image set, a table and a list of columns may leave theirs out.
  if (element.type === undefined) return;
  if (type === "AdaptiveCard") return;
  const needed = ELEMENTS[type] ?? ACTIONS[type];
  if (!needed) throw badArgument(`Unknown element ${type}`);
  const missing = needed.find((key) => element[key] === undefined || element[key] === "");
  if (missing !== undefined && !(type in ACTIONS && missing === "title" && element.iconUrl))
    throw badArgument(`${type} needs ${missing}`);
  if (type.startsWith("Input.")) ids.push(String(element.id));
  const address = type === "Image" || type === "Action.OpenUrl" ? String(element.url) : null;
  if (address !== null && !/^(https:|mailto:|data:image\/)/.test(address)) {
    throw badArgument(`${type} leads to ${address.slice(0, 20)}, which is not https`);
  }
}

function checkRefresh(refresh: unknown): void {
  const isRefresh = isObject(refresh) && isObject(refresh.action) && refresh.action.type === "Action.Execute";
  if (!isRefresh) throw badArgument("A refresh needs an Action.Execute");
  const { userIds = [] } = refresh;
  if (!Array.isArray(userIds) || userIds.length > MOST_REFRESHED) {
    throw badArgument(`A card is refreshed for at most ${MOST_REFRESHED} people`);
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
