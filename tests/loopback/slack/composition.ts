import { z } from "zod";

/** Lengths are UTF-16 code units, as Slack counts them. An unknown property is refused, as Slack refuses it. */
export const words = (longest: number) => upTo(longest).min(1);
/** Not `max`, which counts code points. */
export const upTo = (longest: number) =>
  z.string().refine((text) => text.length <= longest, `must be less than ${longest + 1} characters`);
const id = words(255);
export const url = words(3000);

export const plain = (longest: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: words(longest), emoji: z.boolean().optional() });
export const mrkdwn = (longest: number) =>
  z.strictObject({ type: z.literal("mrkdwn"), text: words(longest), verbatim: z.boolean().optional() });
export const either = (longest: number) => z.discriminatedUnion("type", [plain(longest), mrkdwn(longest)]);

const style = z.enum(["primary", "danger"]).optional();
const confirm = z
  .strictObject({
    title: plain(100),
    text: either(300),
    confirm: plain(30),
    deny: plain(30),
    style,
  })
  .optional();
const actionable = { action_id: id.optional(), confirm };
const placeholder = plain(150).optional();
const focus = { focus_on_load: z.boolean().optional() };
const dispatched = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(["on_enter_pressed", "on_character_entered"])).min(1),
    })
    .optional(),
};

const option = z.strictObject({
  text: plain(75),
  value: words(75),
  description: plain(75).optional(),
  url: url.optional(),
});
const markedOption = z.strictObject({
  text: either(75),
  value: words(75),
  description: either(75).optional(),
});
const groups = z
  .array(z.strictObject({ label: plain(75), options: z.array(option).min(1).max(100) }))
  .min(1)
  .max(100);
const choices = { options: z.array(option).min(1).max(100).optional(), option_groups: groups.optional() };

const file = z.union([z.strictObject({ id: words(255) }), z.strictObject({ url })]);
export const picture = { image_url: url.optional(), slack_file: file.optional(), alt_text: words(2000) };
export const image = z
  .strictObject({ type: z.literal("image"), ...picture })
  .refine(hasOneSource, "exactly one of image_url and slack_file");

export const button = z.strictObject({
  type: z.literal("button"),
  ...actionable,
  text: plain(75),
  value: words(2000).optional(),
  url: url.optional(),
  style,
  accessibility_label: words(75).optional(),
});
const thumb = z.strictObject({
  text: plain(75),
  value: words(2000),
  accessibility_label: words(75).optional(),
});
export const feedbackButtons = z.strictObject({
  type: z.literal("feedback_buttons"),
  action_id: id.optional(),
  positive_button: thumb,
  negative_button: thumb,
});
export const iconButton = z.strictObject({
  type: z.literal("icon_button"),
  ...actionable,
  icon: words(50),
  text: plain(75),
  value: words(2000).optional(),
  accessibility_label: words(75).optional(),
  visible_to_user_ids: z.array(z.string()).optional(),
});
export const overflow = z.strictObject({
  type: z.literal("overflow"),
  ...actionable,
  options: z.array(option).min(1).max(5),
});
export const staticSelect = z.strictObject({
  type: z.literal("static_select"),
  ...actionable,
  ...focus,
  ...choices,
  placeholder,
  initial_option: option.optional(),
});
export const multiSelect = z.strictObject({
  type: z.literal("multi_static_select"),
  ...actionable,
  ...focus,
  ...choices,
  placeholder,
  initial_options: z.array(option).optional(),
  max_selected_items: z.int().min(1).optional(),
});
export const externalSelect = z.strictObject({
  type: z.literal("external_select"),
  ...actionable,
  ...focus,
  placeholder,
  initial_option: option.optional(),
  min_query_length: z.int().min(0).optional(),
});
export const radios = z.strictObject({
  type: z.literal("radio_buttons"),
  ...actionable,
  ...focus,
  options: z.array(markedOption).min(1).max(10),
  initial_option: markedOption.optional(),
});
export const checkboxes = z.strictObject({
  type: z.literal("checkboxes"),
  ...actionable,
  ...focus,
  options: z.array(markedOption).min(1).max(10),
  initial_options: z.array(markedOption).optional(),
});
export const datePicker = z.strictObject({
  type: z.literal("datepicker"),
  ...actionable,
  ...focus,
  placeholder,
  initial_date: z.iso.date().optional(),
});
export const timePicker = z.strictObject({
  type: z.literal("timepicker"),
  ...actionable,
  ...focus,
  placeholder,
  initial_time: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
  timezone: z.string().optional(),
});
export const textInput = z.strictObject({
  type: z.literal("plain_text_input"),
  action_id: id.optional(),
  ...focus,
  ...dispatched,
  placeholder,
  initial_value: upTo(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
});
export const numberInput = z.strictObject({
  type: z.literal("number_input"),
  action_id: id.optional(),
  ...focus,
  ...dispatched,
  placeholder,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});
export const addressInput = z.strictObject({
  type: z.enum(["email_text_input", "url_text_input"]),
  action_id: id.optional(),
  ...focus,
  ...dispatched,
  placeholder,
  initial_value: z.string().optional(),
});

export function hasOneSource({
  image_url,
  slack_file,
}: {
  image_url?: unknown;
  slack_file?: unknown;
}): boolean {
  return (image_url === undefined) !== (slack_file === undefined);
}
