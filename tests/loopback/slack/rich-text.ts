import { z } from "zod";
import { url, words } from "./composition.ts";

const style = z.record(z.string(), z.boolean()).optional();
const element = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text: words(12_000), style }),
  z.strictObject({
    type: z.literal("link"),
    url,
    text: words(12_000).optional(),
    unsafe: z.boolean().optional(),
    style,
  }),
  z.strictObject({ type: z.literal("emoji"), name: words(100), unicode: z.string().optional(), style }),
  z.strictObject({ type: z.literal("user"), user_id: words(30), style }),
  z.strictObject({ type: z.literal("usergroup"), usergroup_id: words(30), style }),
  z.strictObject({ type: z.literal("channel"), channel_id: words(30), style }),
  z.strictObject({ type: z.literal("broadcast"), range: z.enum(["here", "channel", "everyone"]), style }),
  z.strictObject({
    type: z.literal("date"),
    timestamp: z.int(),
    format: words(200),
    url: url.optional(),
    fallback: z.string().optional(),
    style,
  }),
]);
const line = z.strictObject({ type: z.literal("rich_text_section"), elements: z.array(element).min(1) });
const border = { border: z.int().optional() };

export const richTextElements = z
  .array(
    z.discriminatedUnion("type", [
      line,
      z.strictObject({
        type: z.literal("rich_text_list"),
        style: z.enum(["bullet", "ordered"]),
        indent: z.int().min(0).max(8).optional(),
        offset: z.int().min(0).optional(),
        elements: z.array(line).min(1),
        ...border,
      }),
      z.strictObject({ type: z.literal("rich_text_quote"), elements: z.array(element).min(1), ...border }),
      z.strictObject({
        type: z.literal("rich_text_preformatted"),
        elements: z.array(element).min(1),
        ...border,
      }),
    ]),
  )
  .min(1);
