import { z } from "zod";
import {
  addressInput,
  button,
  checkboxes,
  datePicker,
  either,
  externalSelect,
  feedbackButtons,
  hasOneSource,
  iconButton,
  image,
  mrkdwn,
  multiSelect,
  numberInput,
  overflow,
  picture,
  plain,
  radios,
  staticSelect,
  textInput,
  timePicker,
  url,
  words,
} from "./composition.ts";
import { richTextElements } from "./rich-text.ts";

/** All the text of a message's markdown blocks together. */
export const LONGEST_MARKDOWN = 12_000;
/** Characters of JSON. */
export const LARGEST_TABLE = 10_000;

const choosing = [
  staticSelect,
  multiSelect,
  externalSelect,
  radios,
  checkboxes,
  datePicker,
  timePicker,
] as const;
const accessory = z.discriminatedUnion("type", [image, button, overflow, ...choosing]);
const inAction = z.discriminatedUnion("type", [button, overflow, ...choosing]);
const inInput = z.discriminatedUnion("type", [textInput, numberInput, addressInput, ...choosing]);

const base = { block_id: words(255).optional() };
const richText = z.strictObject({ type: z.literal("rich_text"), ...base, elements: richTextElements });

const section = z
  .strictObject({
    type: z.literal("section"),
    ...base,
    text: either(3000).optional(),
    fields: z.array(either(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, "missing required field: text");
const context = z.strictObject({
  type: z.literal("context"),
  ...base,
  elements: z
    .array(z.discriminatedUnion("type", [plain(3000), mrkdwn(3000), image]))
    .min(1)
    .max(10),
});
const actions = z.strictObject({
  type: z.literal("actions"),
  ...base,
  elements: z.array(inAction).min(1).max(25),
});
const divider = z.strictObject({ type: z.literal("divider"), ...base });
const header = z.strictObject({ type: z.literal("header"), ...base, text: plain(150) });
const pictureBlock = z
  .strictObject({
    type: z.literal("image"),
    ...base,
    ...picture,
    title: plain(2000).optional(),
  })
  .refine(hasOneSource, "exactly one of image_url and slack_file");
const input = z.strictObject({
  type: z.literal("input"),
  ...base,
  label: plain(2000),
  hint: plain(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inInput,
});
const markdown = z.strictObject({ type: z.literal("markdown"), ...base, text: words(LONGEST_MARKDOWN) });
const contextActions = z.strictObject({
  type: z.literal("context_actions"),
  ...base,
  elements: z
    .array(z.discriminatedUnion("type", [feedbackButtons, iconButton]))
    .min(1)
    .max(5),
});
const cell = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("raw_text"), text: words(LARGEST_TABLE) }),
  z.strictObject({ type: z.literal("raw_number"), value: z.number(), text: words(100) }),
  richText,
]);
const rows = z.array(z.array(cell).min(1).max(20)).min(1).max(100);
const table = z.strictObject({
  type: z.literal("table"),
  ...base,
  rows,
  column_settings: z
    .array(
      z.strictObject({
        align: z.enum(["left", "center", "right"]).optional(),
        is_wrapped: z.boolean().optional(),
      }),
    )
    .max(20)
    .optional(),
});
const dataTable = z.strictObject({
  type: z.literal("data_table"),
  ...base,
  rows,
  caption: words(2000),
  page_size: z.int().min(1).max(100).optional(),
  row_header_column_index: z.int().min(0).optional(),
});
const card = z.strictObject({
  type: z.literal("card"),
  ...base,
  hero_image: image.optional(),
  icon: image.optional(),
  title: mrkdwn(150).optional(),
  subtitle: mrkdwn(150).optional(),
  body: mrkdwn(200).optional(),
  actions: z.array(button).min(1).max(25).optional(),
});
const carousel = z.strictObject({
  type: z.literal("carousel"),
  ...base,
  elements: z.array(card).min(1).max(10),
});
const alert = z.strictObject({
  type: z.literal("alert"),
  ...base,
  text: either(3000),
  level: z.enum(["default", "info", "warning", "error", "success"]).optional(),
});
const taskCard = z.strictObject({
  type: z.literal("task_card"),
  ...base,
  task_id: words(255),
  title: words(2000),
  status: z.enum(["pending", "in_progress", "complete", "error"]),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(z.strictObject({ type: z.literal("url"), url, text: words(2000) })).optional(),
});
const plan = z.strictObject({
  type: z.literal("plan"),
  ...base,
  title: words(2000),
  tasks: z.array(taskCard).optional(),
});
const container = z.strictObject({
  type: z.literal("container"),
  ...base,
  title: plain(150).optional(),
  subtitle: either(150).optional(),
  icon: image.optional(),
  child_blocks: z
    .array(
      z.discriminatedUnion("type", [
        actions,
        context,
        divider,
        header,
        pictureBlock,
        input,
        richText,
        section,
        table,
      ]),
    )
    .min(1)
    .max(10),
  width: z.enum(["narrow", "standard", "wide", "full"]).optional(),
  is_collapsible: z.boolean().optional(),
  default_collapsed: z.boolean().optional(),
  has_header_divider: z.boolean().optional(),
});

const everywhere = [section, context, actions, divider, header, pictureBlock, input, richText] as const;
export const messageBlock = z.discriminatedUnion("type", [
  ...everywhere,
  markdown,
  contextActions,
  table,
  dataTable,
  card,
  carousel,
  alert,
  taskCard,
  plan,
  container,
]);
export const viewBlock = z.discriminatedUnion("type", [...everywhere]);
