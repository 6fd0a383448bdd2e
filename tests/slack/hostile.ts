import fc from "fast-check";
import type { Block, Button, Card, Citation, Field, Form } from "../../src/channel/block.ts";

/** What somebody may write who wants to ping people, to hide where a link leads, or to make a message fall over. */
export const HOSTILE = [
  "<!channel>",
  "<!here|here>",
  "<!everyone>",
  "@channel @here @everyone",
  "<@U012ABCDEF>",
  "<@U012ABCDEF|ida>",
  "<#C012ABCDEF|general>",
  "<!subteam^S012ABCDEF|@team>",
  "<!date^1392734382^{date}^https://evil.example/|today>",
  "<https://evil.example/|your learning budget>",
  "<mailto:evil@evil.example|write>",
  "&lt;!channel&gt; &amp;lt;!here&amp;gt; &#60;!channel&#62;",
  "*bold* _italic_ ~struck~ `code`",
  "**bold** __bold__ ~~struck~~ ***both***",
  "```\ncode block\n```",
  "> quoted\n>>> quoted to the end",
  "&gt; quoted",
  "# Heading\n\n## Heading two",
  "Heading\n===\n\nHeading\n---",
  "- one\n- two\n\n* one\n+ two\n\n1. one\n2) two",
  "- [ ] to do\n- [x] done",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "a | b\n--- | ---\n1 | 2",
  "---\n***\n___",
  "    indented code\n\tand a tab",
  "[your learning budget](https://evil.example/?q=secret)",
  "![logo](https://evil.example/logo.png)",
  "[ref]: https://evil.example/\n\n[ref]",
  "<img src=x onerror=alert(1)><script>alert(1)</script><!-- hidden -->",
  "https://evil.example/?q=secret www.evil.example evil.example evil@evil.example",
  "http\u200B://evil.example \u202Egnp.exe\u202C \u2066hidden\u2069",
  ":smile: :+1: 10:30:00 :wave::skin-tone-2:",
  "\\*not bold\\* \\<!channel\\> \\",
  "snake_case_name 2*3*4 ~5 ~6",
  "*\n_\n`",
  "👩‍👩‍👧‍👦👨🏽‍🚀🇩🇪é".repeat(40),
  "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
  `e${"\u0301".repeat(400)}`,
  "\uD800 half",
  "\u200B\u200B",
  "   ",
  "",
];

const short = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 200 }) },
);
/** Also longer than anything in Slack may be. */
const words = fc.oneof(
  { weight: 6, arbitrary: short },
  {
    weight: 1,
    arbitrary: fc
      .tuple(short, fc.integer({ min: 1, max: 14_000 }))
      .map(([text, length]) => (text || "word ").repeat(Math.ceil(length / (text.length || 5)))),
  },
);
const value = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom("&lt;＜<", "&".repeat(2000), '{"a":"b & c"}'),
);
const url = fc.oneof(
  fc.constant(null),
  fc.constantFrom(
    "https://intranet.example/a?b=1&c=2",
    "https://intranet.example/a|b>*c*_d_",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "<!channel>",
    `https://intranet.example/${"long".repeat(900)}`,
  ),
  fc.webUrl(),
);
const name = fc.stringMatching(/^[a-z-]{1,40}\.[a-z-]{1,40}$/);

const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record({
    kind: fc.constant("action" as const),
    label: words,
    action: name,
    value,
    primary: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("form" as const), label: words, form: name, value }),
  fc.record({ kind: fc.constant("view" as const), label: words, view: name, value }),
);
const card: fc.Arbitrary<Card> = fc.record({
  title: words,
  language: fc.constantFrom("de", "en"),
  detail: words,
  body: words,
  why: words,
  url,
  buttons: fc.array(button, { maxLength: 4 }),
});
const citation: fc.Arbitrary<Citation> = fc.record({
  number: fc.integer({ min: 1, max: 9 }),
  title: words,
  section: words,
  detail: words,
  passage: value,
  url,
});

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), text: words, tone: fc.constantFrom("normal", "quiet") }),
  fc.record({
    kind: fc.constant("quote" as const),
    label: words,
    language: fc.constantFrom("de", "en"),
    parts: fc.array(fc.record({ text: words, mark: fc.boolean() }), { maxLength: 8 }),
    citation: fc.option(fc.integer({ min: 1, max: 9 })),
  }),
  fc.record({
    kind: fc.constant("claims" as const),
    label: words,
    language: fc.constantFrom("de", "en"),
    claims: fc.array(
      fc.record({
        parts: fc.array(fc.record({ text: words, mark: fc.boolean() }), { maxLength: 4 }),
        item: fc.boolean(),
        citations: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  }),
  fc.record({
    kind: fc.constant("citations" as const),
    label: words,
    citations: fc.array(citation, { maxLength: 12 }),
  }),
  fc.record({ kind: fc.constant("cards" as const), label: words, cards: fc.array(card, { maxLength: 60 }) }),
  fc.record({
    kind: fc.constant("facts" as const),
    label: words,
    facts: fc.array(fc.record({ name: words, value: words }), { maxLength: 30 }),
  }),
  fc.record({ kind: fc.constant("buttons" as const), buttons: fc.array(button, { maxLength: 60 }) }),
  fc.record({
    kind: fc.constant("prompts" as const),
    label: words,
    prompts: fc.array(words, { maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant("feedback" as const),
    about: fc.string({ minLength: 1, maxLength: 100 }),
    helpful: words,
    unhelpful: words,
    chosen: fc.constantFrom("helpful", "unhelpful", null),
  }),
);
export const hostileBlocks = fc.array(block, { maxLength: 12 });
export const hostileButtons = fc.array(button, { minLength: 1, maxLength: 10 });

const said = { label: words, hint: words, required: fc.boolean() };
const field: fc.Arbitrary<Omit<Field, "name">> = fc.oneof(
  fc.record({
    kind: fc.constant("text" as const),
    ...said,
    initial: words,
    lines: fc.constantFrom("one", "many"),
    longest: fc.integer({ min: 1, max: 12_000 }),
  }),
  fc
    .record({
      kind: fc.constant("choice" as const),
      ...said,
      options: fc.uniqueArray(
        fc.record({
          value: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom("~", "~0", "x".repeat(90))),
          label: words,
        }),
        { maxLength: 120, selector: ({ value }) => value },
      ),
    })
    .chain((choice) =>
      fc
        .record({ initial: fc.constantFrom("", ...choice.options.map(({ value }) => value)) })
        .map((start) => ({ ...choice, ...start })),
    ),
);
export const hostileForm: fc.Arbitrary<Form> = fc.record({
  form: name,
  value: fc.string({ unit: "binary", maxLength: 1000 }),
  title: words,
  intro: words,
  fields: fc
    .array(field, { maxLength: 8 })
    .map((fields) => fields.map((one, at) => ({ ...one, name: `field-${at}` }) as Field)),
  submit: words,
  cancel: words,
});
