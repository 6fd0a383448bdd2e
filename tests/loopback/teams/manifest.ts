import { z } from "zod";

/** What Teams reads in the manifest of an app. */
const Manifest = z.object({
  name: z.object({ short: z.string() }),
  bots: z.tuple([
    z.object({
      botId: z.guid(),
      scopes: z.array(z.enum(["personal", "team", "groupChat"])),
      supportsTargetedMessages: z.boolean().default(false),
    }),
  ]),
  composeExtensions: z
    .array(
      z.object({
        commands: z.array(
          z.object({
            id: z.string(),
            type: z.enum(["query", "action"]),
            context: z.array(z.enum(["compose", "commandBox", "message"])),
            initialRun: z.boolean().default(false),
            fetchTask: z.boolean().default(false),
            parameters: z.array(z.object({ name: z.string() })).default([]),
          }),
        ),
        messageHandlers: z
          .array(z.object({ type: z.literal("link"), value: z.object({ domains: z.array(z.string()) }) }))
          .default([]),
      }),
    )
    .default([]),
});

/** The app as its manifest describes it. */
export function appOf(manifest: unknown) {
  const { name, bots, composeExtensions } = Manifest.parse(manifest);
  const [{ botId, scopes, supportsTargetedMessages }] = bots;
  return {
    id: botId,
    name: name.short,
    scopes,
    hearsTargeted: supportsTargetedMessages,
    commands: composeExtensions.flatMap(({ commands }) => commands),
    linkDomains: composeExtensions.flatMap(({ messageHandlers }) =>
      messageHandlers.flatMap(({ value }) => value.domains),
    ),
  };
}
