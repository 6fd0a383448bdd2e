import { hash } from "node:crypto";
import { z } from "zod";
import type { Language } from "../channel/language.ts";
import { plainText } from "../channel/text.ts";
import type { Format, Level } from "../store/schema.ts";
import type { ContentItem } from "./content-item.ts";
import { minutesOf } from "./duration.ts";
import { FORMATS, formatNamed } from "./formats.ts";

const LONGEST_TITLE = 300;
const LONGEST_DESCRIPTION = 4_000;
const LONGEST_NAME = 120;
const LONGEST_URL = 2_000;
const MOST_TAGS = 40;
const MOST_TOPICS = 10;
/** What a record without a format most often is. */
const DEFAULT_FORMAT: Format = "course";

const text = (longest: number) => z.string("expected text").transform((typed) => cut(typed, longest));
const line = (longest: number) =>
  z
    .string("expected text")
    .transform((typed) => cut(typed, longest).replace(/\s+/gu, " "))
    .pipe(z.string().min(1, "expected text"));
const flag = z.boolean("expected true or false");
const tags = z
  .array(text(LONGEST_NAME), "expected a list of words")
  .transform((words) => words.filter((word) => word !== ""));
const time = z.string("expected a time like 2026-09-01T00:00:00Z").transform((typed, context) => {
  const day = /^\d{4}-\d{2}-\d{2}(?:$|T\d{2}:\d{2})/.test(typed.trim()) ? new Date(typed.trim()) : null;
  if (day !== null && !Number.isNaN(day.getTime())) return day.toISOString().slice(0, 10);
  context.addIssue({ code: "custom", message: "expected a time like 2026-09-01T00:00:00Z" });
  return z.NEVER;
});

/**
 * What is read of a record with the field names of Microsoft Graph's learningContent. Its other fields (id, contributors,
 * thumbnailWebUrl, numberOfPages, isPremium) and unknown ones are passed over.
 */
const LearningContent = z.object({
  externalId: z
    .union([z.string(), z.number()], "expected an id")
    .transform((id) => plainText(String(id)))
    .pipe(z.string().min(1, "expected an id").max(200, "expected at most 200 characters")),
  title: line(LONGEST_TITLE),
  description: text(LONGEST_DESCRIPTION).default(""),
  contentWebUrl: z.string("expected an http or https address").transform(webAddress),
  languageTag: z.string("expected a language, such as de-DE or en-US").transform(language),
  duration: z.string("expected a duration like PT1H30M").transform(minutes).nullable().default(null),
  format: z.string("expected a word").transform(format).default(DEFAULT_FORMAT),
  level: z.string("expected a word").transform(level).nullable().default(null),
  sourceName: line(LONGEST_NAME).optional(),
  skillTags: tags.default([]),
  additionalTags: tags.default([]),
  createdDateTime: time.optional(),
  lastModifiedDateTime: time.optional(),
  isActive: flag.default(true),
  isSearchable: flag.default(true),
});
type LearningContent = z.infer<typeof LearningContent>;
export type Field = keyof LearningContent;

export const FIELDS = Object.keys(LearningContent.shape) as Field[];
export const REQUIRED = ["externalId", "title", "contentWebUrl", "languageTag"] as const satisfies Field[];

/** The ids of the topics that tags name; where they name none, those of the title. */
export type TopicsOf = (tags: readonly string[], title: string) => string[];

/** `item` is null for a record that its source says is not to be shown. */
export type ReadContent =
  | { state: "read"; externalId: string; item: ContentItem | null }
  | { state: "broken"; reason: string };

/** A record as an item of ours, or the first thing that is wrong with it. */
export function readContent(source: string, record: unknown, topicsOf: TopicsOf): ReadContent {
  if (typeof record !== "object" || record === null || Array.isArray(record))
    return { state: "broken", reason: "An entry must be an object with fields such as “title”." };
  const given = givenFields(record);
  const missing = REQUIRED.filter((field) => !(field in given));
  if (missing.length > 0) return { state: "broken", reason: missingFields(missing) };
  const read = LearningContent.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0];
    const field = String(issue?.path[0] ?? "");
    return {
      state: "broken",
      reason: `“${field}” cannot be used: ${issue?.message ?? "its form is wrong"}.`,
    };
  }
  const content = read.data;
  const shown = content.isActive && content.isSearchable;
  return {
    state: "read",
    externalId: content.externalId,
    item: shown ? toItem(source, content, topicsOf) : null,
  };
}

export function missingFields(missing: readonly string[]): string {
  return `“${missing.join("”, “")}” ${missing.length === 1 ? "is" : "are"} missing. Every entry needs ${REQUIRED.join(", ")}.`;
}

function toItem(source: string, content: LearningContent, topicsOf: TopicsOf): ContentItem {
  const words = [...new Set([...content.skillTags, ...content.additionalTags])].slice(0, MOST_TAGS);
  const item = {
    item: sha256(`${source}\n${content.externalId}`),
    source,
    title: content.title,
    description: content.description,
    url: content.contentWebUrl,
    language: content.languageTag,
    format: content.format,
    minutes: content.duration,
    level: content.level,
    provider: content.sourceName ?? "",
    topics: topicsOf(words, content.title).slice(0, MOST_TOPICS),
    tags: words,
    modified: content.lastModifiedDateTime ?? content.createdDateTime ?? null,
  };
  // Of all that is stored: a new topic list or a new way of reading changes it as well.
  return { ...item, hash: sha256(JSON.stringify(item)) };
}

/** An empty field is a missing one. */
function givenFields(record: object): Partial<Record<Field, unknown>> {
  const values: Partial<Record<Field, unknown>> = record;
  const given: Partial<Record<Field, unknown>> = {};
  for (const field of FIELDS) {
    const value = values[field];
    if (value === null || value === undefined) continue;
    if (typeof value === "string" && value.trim() === "") continue;
    given[field] = value;
  }
  return given;
}

function cut(typed: string, longest: number): string {
  // Cut first as well: cleaning a text of many megabytes takes its time.
  const clean = plainText(typed.slice(0, 2 * longest));
  if (clean.length <= longest) return clean;
  // Never half an emoji.
  const kept = clean.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, "");
  return `${kept.trimEnd()}…`;
}

function webAddress(typed: string, context: z.RefinementCtx): string {
  const problem = (message: string) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  const url = URL.parse(typed.trim());
  if (!url || !/^https?:\/\//i.test(typed.trim()))
    return problem("expected an http or https address, such as https://learn.example/course/1");
  // “https://bank.example@evil.example” looks like a page of the bank.
  if (url.username !== "" || url.password !== "")
    return problem("an address may not contain a name or password");
  if (url.href.length > LONGEST_URL) return problem(`expected at most ${LONGEST_URL} characters`);
  return url.href;
}

function language(typed: string, context: z.RefinementCtx): Language {
  const primary = /^\s*(de|en)(?:[-_][a-z0-9]+)*\s*$/i.exec(typed)?.[1]?.toLowerCase();
  if (primary === "de" || primary === "en") return primary;
  context.addIssue({
    code: "custom",
    message: `Lotse speaks German and English only, so expected de or en, such as de-DE, not ${quoted(typed)}`,
  });
  return z.NEVER;
}

function format(typed: string, context: z.RefinementCtx): Format {
  const known = formatNamed(typed);
  if (known !== null) return known;
  context.addIssue({ code: "custom", message: `expected one of ${FORMATS}, not ${quoted(typed)}` });
  return z.NEVER;
}

function level(typed: string, context: z.RefinementCtx): Level | null {
  const name = typed.trim().toLowerCase();
  if (name === "beginner" || name === "intermediate" || name === "advanced") return name;
  if (name !== "unknownfuturevalue")
    context.addIssue({
      code: "custom",
      message: `expected Beginner, Intermediate or Advanced, not ${quoted(typed)}`,
    });
  return null;
}

function minutes(typed: string, context: z.RefinementCtx): number | null {
  const read = minutesOf(typed);
  if (read.state === "read") return read.minutes;
  context.addIssue({
    code: "custom",
    message: `expected a duration like PT1H30M (one and a half hours), not ${quoted(typed)}`,
  });
  return z.NEVER;
}

function quoted(typed: string): string {
  return `“${cut(typed, 40).replace(/\s+/gu, " ")}”`;
}

function sha256(words: string): string {
  return hash("sha256", words).slice(0, 32);
}
