import { parseAst } from "vitest/node";
import { z } from "zod";

/** A regular expression of the source. */
export type Pattern = { source: string; flags: string };

const Node = z.looseObject({ type: z.string() });
const Literal = z.object({
  type: z.literal("Literal"),
  regex: z.object({ pattern: z.string(), flags: z.string() }),
});
const Text = z.object({ type: z.literal("Literal"), value: z.string() });
const Template = z.object({
  type: z.literal("TemplateLiteral"),
  quasis: z.array(z.object({ value: z.object({ cooked: z.string() }) })),
  expressions: z.array(z.unknown()),
});
const Name = z.object({ type: z.literal("Identifier"), name: z.string() });
const Constant = z.object({ type: z.literal("VariableDeclarator"), id: Name, init: Node });
const Made = z.object({
  type: z.enum(["NewExpression", "CallExpression"]),
  callee: z.object({ type: z.literal("Identifier"), name: z.literal("RegExp") }),
  arguments: z.array(z.unknown()),
});

/**
 * Every pattern of a TypeScript file: literals, and what `RegExp` is given. `unread` are calls of `RegExp` whose text is not
 * made of literals and constants of the file alone.
 */
export function patternsOf(code: string): { patterns: Pattern[]; unread: number } {
  const nodes = [...nodesOf(parseAst(code, { lang: "ts" }))];
  const constants = new Map(
    nodes.flatMap((node) => {
      const constant = Constant.safeParse(node).data;
      return constant ? [[constant.id.name, constant.init] as const] : [];
    }),
  );
  const literals = nodes.flatMap((node) => {
    const literal = Literal.safeParse(node).data?.regex;
    return literal ? [{ source: literal.pattern, flags: literal.flags }] : [];
  });
  const made = nodes.flatMap((node) => {
    const call = Made.safeParse(node).data;
    if (!call) return [];
    const [source, flags = { type: "Literal", value: "" }] = call.arguments;
    return [{ source: textOf(source, constants), flags: textOf(flags, constants) }];
  });
  const read = made.flatMap(({ source, flags }) =>
    source !== null && flags !== null ? [{ source, flags }] : [],
  );
  return { patterns: [...literals, ...read], unread: made.length - read.length };
}

function* nodesOf(value: unknown): Generator<z.infer<typeof Node>> {
  if (Array.isArray(value)) for (const each of value) yield* nodesOf(each);
  const node = Node.safeParse(value).data;
  if (!node) return;
  yield node;
  for (const part of Object.values(node)) yield* nodesOf(part);
}

function textOf(value: unknown, constants: ReadonlyMap<string, unknown>): string | null {
  const text = Text.safeParse(value).data;
  if (text) return text.value;
  const name = Name.safeParse(value).data;
  if (name) return constants.has(name.name) ? textOf(constants.get(name.name), constants) : null;
  const template = Template.safeParse(value).data;
  if (!template) return null;
  const parts = template.expressions.map((expression) => textOf(expression, constants));
  if (parts.includes(null)) return null;
  return template.quasis.map(({ value: { cooked } }, at) => cooked + (parts[at] ?? "")).join("");
}
