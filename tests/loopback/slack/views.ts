import { z } from "zod";
import { plain, upTo } from "./composition.ts";
import { problems, viewBlockProblems } from "./limits.ts";

/** Bytes of JSON. */
const LARGEST_VIEW = 250_000;

const base = {
  blocks: z.array(z.unknown()),
  private_metadata: upTo(3000).optional(),
  callback_id: upTo(255).optional(),
  external_id: upTo(255).optional(),
};
const View = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("home"), ...base }),
  z.strictObject({
    type: z.literal("modal"),
    ...base,
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
  }),
]);
const Blocks = z.object({ blocks: z.array(z.looseObject({ type: z.string() })) });

/** What Slack would refuse a view for. */
export function viewProblems(view: unknown, kind: "home" | "modal"): string[] {
  const shape = problems(View, view, "/view");
  if (shape.length > 0) return shape;
  const { type, submit, blocks } = z
    .looseObject({ type: z.string(), submit: z.unknown().optional(), ...Blocks.shape })
    .parse(view);
  return [
    ...(type === kind ? [] : [`must be of type ${kind} [json-pointer:/view/type]`]),
    ...viewBlockProblems(blocks, "/view/blocks"),
    ...(kind === "modal" && submit === undefined && blocks.some((block) => block.type === "input")
      ? ["`submit` is required when there is an input block [json-pointer:/view]"]
      : []),
    ...(Buffer.byteLength(JSON.stringify(view)) > LARGEST_VIEW
      ? ["view must be less than 250001 bytes [json-pointer:/view]"]
      : []),
  ];
}
