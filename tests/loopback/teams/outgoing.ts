import { z } from "zod";
import { checkCard } from "./cards.ts";
import { badArgument, tooBig } from "./refusal.ts";
import type { Conversation, Json } from "./world.ts";

/** Bytes in UTF-16 of text, mentions and cards together. */
const LARGEST = 100 * 1024;
const ADAPTIVE = "application/vnd.microsoft.card.adaptive";
const CARDS = ["hero", "thumbnail"].map((kind) => `application/vnd.microsoft.card.${kind}`);
/** What the picture beside a source may show. */
const PICTURES = [
  ...[
    "Microsoft Word",
    "Microsoft Excel",
    "Microsoft PowerPoint",
    "Microsoft OneNote",
    "Microsoft SharePoint",
  ],
  ...[
    "Microsoft Visio",
    "Microsoft Loop",
    "Microsoft Whiteboard",
    "Source Code",
    "Sketch",
    "Adobe Illustrator",
  ],
  ...[
    "Adobe Photoshop",
    "Adobe InDesign",
    "Adobe Flash",
    "Image",
    "GIF",
    "Video",
    "Sound",
    "ZIP",
    "Text",
    "PDF",
  ],
];

const Claim = z.strictObject({
  "@type": z.literal("Claim"),
  position: z.number().int().positive(),
  appearance: z.strictObject({
    "@type": z.literal("DigitalDocument"),
    name: z.string().min(1).max(80),
    abstract: z.string().min(1).max(160),
    url: z.url({ protocol: /^https$/ }).optional(),
    text: z.string().optional(),
    encodingFormat: z.literal(ADAPTIVE).optional(),
    keywords: z.array(z.string().max(28)).max(3).optional(),
    image: z.strictObject({ "@type": z.literal("ImageObject"), name: z.enum(PICTURES) }).optional(),
    usageInfo: z.looseObject({}).optional(),
  }),
});
const Root = z.strictObject({
  type: z.literal("https://schema.org/Message"),
  "@type": z.literal("Message"),
  "@context": z.literal("https://schema.org"),
  "@id": z.literal("").optional(),
  additionalType: z.array(z.literal("AIGeneratedContent")).optional(),
  citation: z.array(Claim).max(20).optional(),
  usageInfo: z.looseObject({}).optional(),
});
const Mention = z.looseObject({
  type: z.literal("mention"),
  text: z.string(),
  mentioned: z.looseObject({ id: z.string(), name: z.string() }),
});
const SuggestedActions = z.object({
  to: z.array(z.string()),
  actions: z
    .array(
      z.looseObject({
        type: z.enum(["imBack", "Action.Compose", "Action.Submit"]),
        title: z.string().min(1),
        value: z.unknown(),
      }),
    )
    .min(1),
});
const Outgoing = z.looseObject({
  type: z.enum(["message", "typing"]),
  text: z.string().optional(),
  textFormat: z.enum(["plain", "markdown", "xml", "extendedmarkdown"]).optional(),
  summary: z.string().optional(),
  attachmentLayout: z.enum(["list", "carousel"]).optional(),
  attachments: z.array(z.looseObject({ contentType: z.string(), content: z.unknown() })).optional(),
  entities: z.array(z.looseObject({ type: z.string() })).optional(),
  suggestedActions: SuggestedActions.optional(),
  channelData: z
    .looseObject({
      feedbackLoop: z.strictObject({ type: z.enum(["default", "custom"]) }).optional(),
      feedbackLoopEnabled: z.boolean().optional(),
    })
    .optional(),
  recipient: z.looseObject({ id: z.string().optional() }).optional(),
});
export type Outgoing = z.infer<typeof Outgoing>;

/** What a bot sends, if Teams would take it; throws the refusal otherwise. */
export function readOutgoing(given: unknown, conversation: Conversation, isTargeted = false): Outgoing {
  const activity = parsed(Outgoing, given);
  if (activity.type === "typing") return activity;
  const { text = "", attachments = [], entities = [], suggestedActions } = activity;
  if (sizeOf(activity) > LARGEST) throw tooBig();
  if (text === "" && attachments.length === 0) {
    throw badArgument("Activity must include non empty 'text' field or at least 1 attachment");
  }
  for (const { contentType, content } of attachments) {
    if (contentType === ADAPTIVE) checkCard(content);
    else if (!CARDS.includes(contentType)) throw badArgument(`Unsupported attachment ${contentType}`);
  }
  if (suggestedActions) {
    if ((conversation.kind !== "personal" && !isTargeted) || attachments.length > 0) {
      throw badArgument("Suggested actions need one reader and a message without attachments");
    }
    const isReader = ({ to }: { to: string[] }) => to.every((id) => conversation.members.has(id));
    if (suggestedActions.to.length === 0 || !isReader(suggestedActions))
      throw badArgument("Suggested actions are for nobody in this chat");
  }
  checkMentions(entities, text, conversation);
  checkSources(entities, text);
  return activity;
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badArgument("Not JSON");
  }
}

export function sizeOf({ text, attachments, entities }: Outgoing): number {
  return 2 * JSON.stringify({ text, attachments, entities }).length;
}

function checkMentions(entities: Json[], text: string, { members }: Conversation): void {
  for (const entity of entities.filter(({ type }) => type === "mention")) {
    const mention = parsed(Mention, entity);
    if (!text.includes(mention.text)) throw badArgument("The mention is not in the text");
    if (!members.has(mention.mentioned.id)) throw badArgument("Nobody of this conversation is mentioned");
  }
}

function checkSources(entities: Json[], text: string): void {
  const roots = entities.filter(({ type }) => type === "https://schema.org/Message");
  if (roots.length > 1) throw badArgument("There is more than one root message entity");
  for (const entity of roots) {
    const { citation = [] } = parsed(Root, entity);
    const positions = citation.map(({ position }) => position);
    if (new Set(positions).size < positions.length) throw badArgument("Two citations share a position");
    for (const { position, appearance } of citation) {
      if (!text.includes(`[${position}]`)) throw badArgument(`The text does not cite [${position}]`);
      if ((appearance.text === undefined) !== (appearance.encodingFormat === undefined)) {
        throw badArgument("A citation has text with its encodingFormat, or neither");
      }
      if (appearance.text !== undefined) checkCard(readJson(appearance.text));
    }
  }
}

function parsed<Out>(schema: z.ZodType<Out>, given: unknown): Out {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw badArgument(`${issue?.path.join(".")}: ${issue?.message}`);
}
