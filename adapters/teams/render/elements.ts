import { inOneLine, isCalm, plain } from "./text.ts";

/** What we use of Adaptive Cards 1.5. */
export type AdaptiveCard = {
  type: "AdaptiveCard";
  $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  version: "1.5";
  lang: string;
  speak: string;
  fallbackText: string;
  body: Element[];
  actions?: Action[];
};
export type Element = RichText | Heading | Container | ActionSet | TextInput | ChoiceInput;

/** Nothing in its runs is read as Markdown, and it always wraps. */
type RichText = { type: "RichTextBlock"; inlines: TextRun[]; spacing?: "None" | "Small" };
type TextRun = { type: "TextRun"; text: string; selectAction?: OpenUrl } & Look;
type Look = { weight?: "Bolder"; isSubtle?: true; size?: Size; color?: "Attention" };
type Size = "Small" | "Default" | "Medium";
type Heading = {
  type: "TextBlock";
  text: string;
  style: "heading";
  size: Size;
  weight: "Bolder";
  wrap: true;
};
type Container = { type: "Container"; items: Element[]; style?: "emphasis"; separator?: true };
type ActionSet = { type: "ActionSet"; actions: Action[] };

type Input = { id: string; label: string; isRequired: boolean; errorMessage: string };
export type TextInput = Input & {
  type: "Input.Text";
  isMultiline: boolean;
  maxLength: number;
  value?: string;
};
export type ChoiceInput = Input & {
  type: "Input.ChoiceSet";
  style: "compact" | "expanded";
  wrap: true;
  choices: { title: string; value: string }[];
  value?: string;
};

export type Action = OpenUrl | Submit | Execute;
type OpenUrl = { type: "Action.OpenUrl"; url: string; title?: string; tooltip?: string };
export type Submit = { type: "Action.Submit"; data: object } & Label;
type Execute = { type: "Action.Execute"; verb: string; data: object; fallback: Submit } & Label;
export type Label = { title: string; tooltip?: string; style?: "positive" };

/** Words in a row that look the same; with `url` they are a link. */
export type Run = { text: string; url: string | null } & Look;

export function run(text: string, look: Look = {}, url: string | null = null): Run {
  return { text: plain(text), url, ...look };
}

/** Runs as lines: a line feed within a run would not be kept everywhere. An empty line is a larger space. */
export function lines(runs: Run[]): RichText[] {
  const blocks: RichText[] = [];
  let line: TextRun[] = [];
  let isAfterGap = true;
  const end = () => {
    if (line.some(({ text }) => text.trim() !== ""))
      blocks.push({ type: "RichTextBlock", inlines: line, ...(isAfterGap ? {} : { spacing: "None" }) });
    isAfterGap = line.length === 0;
    line = [];
  };
  for (const { text, url, ...look } of runs) {
    for (const [at, part] of text.split("\n").entries()) {
      if (at > 0) end();
      if (part !== "") line.push({ type: "TextRun", text: part, ...look, ...linkTo(url) });
    }
  }
  end();
  return blocks;
}

function linkTo(url: string | null): { selectAction?: OpenUrl } {
  return url === null ? {} : { selectAction: { type: "Action.OpenUrl", url } };
}

/** A heading to find one's way by. Teams reads Markdown in the only element that can be one: what is not calm is just bold. */
export function heading(text: string, size: Size = "Medium"): Element[] {
  const words = inOneLine(text);
  const look = { size, weight: "Bolder" } as const;
  if (isCalm(words)) return [{ type: "TextBlock", text: words, style: "heading", ...look, wrap: true }];
  return lines([run(words, look)]);
}

/** The same close to what is above. */
export function near(elements: Element[]): Element[] {
  return elements.map((element, at) =>
    at === 0 && element.type === "RichTextBlock" ? { ...element, spacing: "Small" } : element,
  );
}

/** An aside: a source note, a hint. */
export function aside(text: string): Element[] {
  return lines([run(text, { isSubtle: true, size: "Small" })]);
}
