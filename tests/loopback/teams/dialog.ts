import { z } from "zod";
import { checkCard } from "./cards.ts";
import type { Dialog, Json, Person, World } from "./world.ts";

/** What came of something that opens, changes or ends a dialog. */
export type Opened =
  | { state: "opened" | "closed" }
  | { state: "said"; words: string }
  /** What goes into the message that is being written. */
  | { state: "attached"; cards: Json[] }
  /** Teams says that something went wrong. */
  | { state: "trouble" };

const ADAPTIVE = "application/vnd.microsoft.card.adaptive";
const Card = z.object({ contentType: z.literal(ADAPTIVE), content: z.record(z.string(), z.unknown()) });
const Size = z.union([z.enum(["small", "medium", "large"]), z.number()]);
const TaskAnswer = z.object({
  task: z.discriminatedUnion("type", [
    z.object({
      type: z.literal("continue"),
      value: z.object({ title: z.string().min(1), height: Size, width: Size, card: Card }),
    }),
    z.object({ type: z.literal("message"), value: z.string().min(1) }),
  ]),
});
const ResultAnswer = z.object({
  composeExtension: z.object({
    type: z.literal("result"),
    attachmentLayout: z.literal("list"),
    attachments: z.array(
      z.looseObject({ contentType: z.string(), content: z.record(z.string(), z.unknown()) }),
    ),
  }),
});

/** What the client does with an answer to `task/…`, `composeExtension/fetchTask` and `…/submitAction`. */
export function afterInvoke(
  world: World,
  person: Person,
  body: unknown,
  { command, context }: Pick<Dialog, "command" | "context">,
): Opened {
  if (body === null || (typeof body === "object" && Object.keys(body ?? {}).length === 0)) {
    world.dialogs.delete(person.id);
    return { state: "closed" };
  }
  const result = ResultAnswer.safeParse(body);
  if (result.success) {
    world.dialogs.delete(person.id);
    const { attachments } = result.data.composeExtension;
    return { state: "attached", cards: attachments.map(({ content }) => content) };
  }
  const answer = TaskAnswer.safeParse(body);
  if (!answer.success) return { state: "trouble" };
  const { task } = answer.data;
  if (task.type === "message") {
    world.dialogs.delete(person.id);
    return { state: "said", words: task.value };
  }
  const { title, card } = task.value;
  checkCard(card.content);
  world.dialogs.set(person.id, { title, card: card.content, command, context });
  return { state: "opened" };
}
