import { z } from "zod";
import { LARGEST_TABLE, LONGEST_MARKDOWN, messageBlock, viewBlock } from "./blocks.ts";

type Unchecked = { type?: unknown; block_id?: unknown; text?: unknown };

/** The blocks of a message against Slack's limits: what Slack would say, or nothing. */
export function blockProblems(blocks: unknown, at = "/blocks"): string[] {
  return [
    ...problems(z.array(messageBlock).max(50), blocks, at),
    ...repeatedIds(blocks, at),
    ...togetherTooMuch(blocks, at),
  ];
}

/** The same for the blocks of a modal or a home tab. */
export function viewBlockProblems(blocks: unknown, at: string): string[] {
  return [...problems(z.array(viewBlock).max(100), blocks, at), ...repeatedIds(blocks, at)];
}

/** What Slack answers: the rule, and a JSON pointer to what breaks it. */
export function problems(shape: z.ZodType, value: unknown, at: string): string[] {
  const parsed = shape.safeParse(value);
  return (parsed.error?.issues ?? []).map(
    (issue) => `${sentence(issue)} [json-pointer:${[at, ...issue.path.map(String)].join("/")}]`,
  );
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_big":
      return `no more than ${issue.maximum} items allowed`;
    case "too_small":
      return issue.origin === "string"
        ? `must be more than ${Number(issue.minimum) - 1} characters`
        : `no less than ${issue.minimum} items allowed`;
    case "unrecognized_keys":
      return `invalid additional property: ${issue.keys.join(", ")}`;
    case "invalid_union":
      return "unsupported type";
    default:
      return issue.message;
  }
}

function repeatedIds(blocks: unknown, at: string): string[] {
  const ids = listOf(blocks).flatMap(({ block_id }) => (typeof block_id === "string" ? [block_id] : []));
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  return twice.map((id) => `block_id \`${id}\` already exists [json-pointer:${at}]`);
}

function togetherTooMuch(blocks: unknown, at: string): string[] {
  const list = listOf(blocks);
  const length = list
    .filter(({ type }) => type === "markdown")
    .reduce((sum, { text }) => sum + String(text).length, 0);
  const tables = list.filter(({ type }) => type === "table");
  return [
    ...(length > LONGEST_MARKDOWN
      ? [`markdown blocks must be less than 12001 characters together [json-pointer:${at}]`]
      : []),
    ...(tables.length > 1 ? [`only one table allowed [json-pointer:${at}]`] : []),
    ...(tables.some((one) => JSON.stringify(one).length > LARGEST_TABLE)
      ? [`table must be less than 10001 characters [json-pointer:${at}]`]
      : []),
  ];
}

function listOf(blocks: unknown): Unchecked[] {
  return Array.isArray(blocks)
    ? blocks.filter((one): one is Unchecked => typeof one === "object" && one !== null)
    : [];
}
