/** What Slack refuses, as its documentation says it. Knows nothing of how the adapter goes about it. */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Node = { [key: string]: Json };

export type Place = "message" | "plain" | "modal" | "home";

const BLOCKS: Record<Place, { most: number; kinds: string[] }> = {
  message: {
    most: 50,
    kinds: ["section", "context", "actions", "divider", "header", "rich_text", "markdown", "context_actions"],
  },
  plain: { most: 50, kinds: ["section", "context", "actions", "divider", "header", "input"] },
  modal: { most: 100, kinds: ["section", "context", "actions", "divider", "header", "rich_text", "input"] },
  home: { most: 100, kinds: ["section", "context", "actions", "divider", "header", "rich_text", "input"] },
};

/** Where a string stands (the end of its path) and how long it may be. */
const LENGTHS: [RegExp, number, number][] = [
  [/\.(action_id|block_id|callback_id)$/, 1, 255],
  [/\bsection\.text\.text$/, 1, 3000],
  [/\bfields\.\d+\.text$/, 1, 2000],
  [/\bheader\.text\.text$/, 1, 150],
  [/\bcontext\.elements\.\d+\.text$/, 1, 3000],
  [/\bbutton\.text\.text$/, 1, 75],
  [/\bbutton\.value$/, 1, 2000],
  [/\bbutton\.url$/, 1, 3000],
  [/\b(positive|negative)_button\.text\.text$/, 1, 75],
  [/\b(positive|negative)_button\.value$/, 1, 2000],
  [/\.accessibility_label$/, 1, 75],
  [/\b(options\.\d+|initial_option)\.text\.text$/, 1, 75],
  [/\b(options\.\d+|initial_option)\.value$/, 1, 75],
  [/\boption_groups\.\d+\.label\.text$/, 1, 75],
  [/\binput\.(label|hint)\.text$/, 1, 2000],
  [/\bplain_text_input\.initial_value$/, 1, 3000],
  [/^view\.(title|submit|close)\.text$/, 1, 24],
  [/^view\.private_metadata$/, 1, 3000],
  [/\bmarkdown\.text$/, 1, 12_000],
  [/\b(text|link)\.text$/, 1, 3000],
  [/\blink\.url$/, 1, 3000],
];

const COUNTS: [RegExp, number, number][] = [
  [/\bcontext\.elements$/, 1, 10],
  [/\bactions\.elements$/, 1, 25],
  [/\bcontext_actions\.elements$/, 1, 5],
  [/\bradio_buttons\.options$/, 1, 10],
  [/\boptions$/, 1, 100],
  [/\boption_groups$/, 1, 100],
  [/\belements$/, 1, 1000],
];

/** What is wrong with these blocks, path by path. */
export function blockOffences(blocks: readonly unknown[], place: Place): string[] {
  const plain: Node[] = JSON.parse(JSON.stringify(blocks));
  const { most, kinds } = BLOCKS[place];
  const ids = all(plain, "action_id");
  const markdown = plain.filter(({ type }) => type === "markdown").map(({ text }) => String(text).length);
  return [
    ...(plain.length < 1 || plain.length > most ? [`${plain.length} blocks`] : []),
    ...plain
      .filter(({ type }) => !kinds.includes(String(type)))
      .map(({ type }) => `a ${type} block in a ${place}`),
    ...(place === "message" || place === "plain"
      ? [
          ...(new Set(ids).size < ids.length ? ["an action_id twice"] : []),
          ...(JSON.stringify(plain).length > 13_000 ? ["msg_blocks_too_long"] : []),
        ]
      : []),
    ...(markdown.reduce((sum, length) => sum + length, 0) > 12_000 ? ["too much markdown"] : []),
    ...plain.flatMap((block) => offences(block, "")),
    ...plain.flatMap((block) =>
      block.type === "section" && !block.text && !block.fields ? ["an empty section"] : [],
    ),
  ];
}

export function viewOffences(view: { type: string; blocks: readonly unknown[] }): string[] {
  const { blocks, ...rest } = view;
  const hasInput = JSON.stringify(blocks).includes('"type":"input"');
  return [
    ...blockOffences(blocks, view.type === "home" ? "home" : "modal"),
    ...offences(JSON.parse(JSON.stringify(rest)), "view"),
    ...(Buffer.byteLength(JSON.stringify(view)) > 250_000 ? ["more than 250 KB"] : []),
    ...(hasInput && !JSON.stringify(rest).includes('"submit":') ? ["inputs and no submit"] : []),
  ];
}

function offences(value: Json, path: string): string[] {
  if (typeof value === "string") {
    const limit = LENGTHS.find(([where]) => where.test(path));
    const broken = value.isWellFormed() ? [] : [`half a character at ${path}`];
    if (!limit) return broken;
    const [, least, most] = limit;
    // A space in rich text, or in what a button carries, is one.
    const isSpace = value.trim() === "" && !/ (text|link)\.text$|\.value$/.test(path);
    const length = isSpace ? 0 : value.length;
    return length < least || length > most ? [...broken, `${length} at ${path}`] : broken;
  }
  if (Array.isArray(value)) {
    const limit = COUNTS.find(([where]) => where.test(path));
    const [, least, most] = limit ?? [path, 0, Number.POSITIVE_INFINITY];
    const count = value.length < least || value.length > most ? [`${value.length} at ${path}`] : [];
    return [...count, ...value.flatMap((inner, at) => offences(inner, `${path}.${at}`))];
  }
  if (typeof value !== "object" || value === null) return [];
  // An element is named by its type, wherever it stands; a text object by what holds it.
  const type =
    typeof value.type === "string" && !/^(plain_text|mrkdwn)$/.test(value.type) ? value.type : null;
  const here = type === null || path === "view" ? path : `${path} ${type}`;
  const chosen = value.initial_option;
  const unknown =
    chosen && !JSON.stringify([value.options ?? value.option_groups]).includes(JSON.stringify(chosen))
      ? [`an initial option of none at ${path}`]
      : [];
  return [...unknown, ...Object.entries(value).flatMap(([key, inner]) => offences(inner, `${here}.${key}`))];
}

/** Every value under this key, at any depth. */
export function all(value: unknown, key: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((inner) => all(inner, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key ? [inner] : []),
    ...all(inner, key),
  ]);
}
