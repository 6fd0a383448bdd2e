/** What Teams refuses or does not show, as its documentation says it. Knows nothing of how the adapter goes about it. */

type Node = { [key: string]: unknown };

const LARGEST_ACTIVITY = 80 * 1024;
const LARGEST_CARD = 28 * 1024;
const ELEMENTS = ["TextBlock", "RichTextBlock", "Container", "ActionSet", "Input.Text", "Input.ChoiceSet"];
const ACTIONS = ["Action.OpenUrl", "Action.Submit", "Action.Execute"];

/** Bytes, however they are counted. */
const bytes = (value: unknown) => {
  const json = JSON.stringify(value);
  return Math.max(Buffer.byteLength(json, "utf16le"), Buffer.byteLength(json, "utf8"));
};

export function messageOffences(message: object): string[] {
  const { text, textFormat, attachments, entities, suggestedActions, summary } = plain(message);
  const roots = nodes(entities);
  const citations = roots.flatMap(({ citation }) => nodes(citation));
  const suggested = nodes(plain(suggestedActions ?? {}).actions);
  const positions = citations.map(({ position }) => position);
  return [
    ...(bytes(message) > LARGEST_ACTIVITY ? [`${bytes(message)} bytes in a message`] : []),
    ...(textFormat === "markdown" ? [] : ["no Markdown"]),
    ...(blank(text) && nodes(attachments).length === 0 ? ["an empty message"] : []),
    ...(blank(summary) || String(summary).length > 256 ? ["a summary of none or too much"] : []),
    ...(roots.length > 1 ? ["more than one entity"] : []),
    ...(citations.length > 20 ? ["more than 20 citations"] : []),
    ...(new Set(positions).size < positions.length ? ["a citation twice"] : []),
    ...positions.filter((at) => !String(text).includes(`[${at}]`)).map((at) => `[${at}] is not in the text`),
    ...citations.flatMap(({ appearance }) => claimOffences(plain(appearance))),
    ...(suggested.length > 3 ? ["more than 3 suggestions"] : []),
    ...(suggested.length > 0 && nodes(attachments).length > 0 ? ["suggestions beside a card"] : []),
    ...suggested.filter(({ title, value }) => blank(title) || blank(value)).map(() => "an empty suggestion"),
    ...nodes(attachments).flatMap(attachmentOffences),
    ...broken(message, "message"),
  ];
}

function claimOffences({ name, abstract, keywords, url }: Node): string[] {
  return [
    ...(blank(name) || String(name).length > 80 ? ["a name of none or more than 80"] : []),
    ...(blank(abstract) || String(abstract).length > 160 ? ["an abstract of none or more than 160"] : []),
    ...(nodes(keywords).length > 3 ? ["more than 3 keywords"] : []),
    ...(url === undefined || /^https?:/.test(String(url)) ? [] : ["a link out of the web"]),
  ];
}

export function taskOffences(task: object): string[] {
  const { title, card, width, height } = plain(task);
  return [
    ...(blank(title) || String(title).length > 64 ? ["a title of none or more than 64"] : []),
    ...([width, height].every((one) => /^(small|medium|large)$/.test(String(one))) ? [] : ["a size"]),
    ...attachmentOffences(plain(card)),
    // In a dialog, Teams takes submits only, and opens no other dialog.
    ...all(card, "type")
      .filter((type) => type === "Action.Execute")
      .map(() => "an execute in a dialog"),
    ...all(card, "msteams").map(() => "an action of Teams in a dialog"),
    ...broken(task, "task"),
  ];
}

export function attachmentOffences({ contentType, content }: Node): string[] {
  return contentType === "application/vnd.microsoft.card.adaptive"
    ? cardOffences(plain(content))
    : ["a content type"];
}

export function cardOffences(card: Node): string[] {
  const inputs = all(card, "id");
  return [
    ...(bytes(card) > LARGEST_CARD ? [`${bytes(card)} bytes in a card`] : []),
    ...(card.version === "1.5" ? [] : ["not version 1.5"]),
    ...(nodes(card.body).length === 0 ? ["an empty card"] : []),
    ...(blank(card.fallbackText) ? ["no fallback text"] : []),
    ...(blank(card.speak) ? ["nothing to speak"] : []),
    ...(new Set(inputs).size < inputs.length ? ["an id twice"] : []),
    ...nodes(card.body).flatMap(elementOffences),
    ...nodes(card.actions).flatMap(actionOffences),
    ...broken(card, "card"),
  ];
}

function elementOffences(element: Node): string[] {
  const type = String(element.type);
  if (!ELEMENTS.includes(type)) return [`a ${type}`];
  switch (type) {
    case "TextBlock":
      return [
        ...(blank(element.text) ? ["an empty text"] : []),
        ...(element.wrap === true ? [] : ["a text that does not wrap"]),
      ];
    case "RichTextBlock": {
      const runs = nodes(element.inlines);
      const texts = runs.map(({ text }) => String(text ?? ""));
      return [
        ...(blank(texts.join("")) || texts.includes("") ? ["an empty run"] : []),
        ...(texts.some((text) => text.includes("\n")) ? ["a line feed in a run"] : []),
      ];
    }
    case "Container":
      return [
        ...(nodes(element.items).length === 0 ? ["an empty container"] : []),
        ...nodes(element.items).flatMap(elementOffences),
      ];
    case "ActionSet": {
      const actions = nodes(element.actions);
      return [
        ...(actions.length < 1 || actions.length > 6 ? [`${actions.length} actions in a row`] : []),
        ...actions.flatMap(actionOffences),
      ];
    }
    default:
      return inputOffences(element);
  }
}

function inputOffences({
  type,
  id,
  label,
  isRequired,
  errorMessage,
  maxLength,
  value,
  choices,
}: Node): string[] {
  const offered = nodes(choices);
  return [
    ...(blank(id) ? ["an input without id"] : []),
    ...(blank(label) ? ["an input without label"] : []),
    ...(isRequired === true && blank(errorMessage) ? ["a required input without error message"] : []),
    ...(type === "Input.Text" && !(Number(maxLength) > 0) ? ["a text of any length"] : []),
    ...(type === "Input.Text" && String(value ?? "").length > Number(maxLength)
      ? ["a value that is too long"]
      : []),
    ...(type === "Input.ChoiceSet" && offered.length === 0 ? ["no choice"] : []),
    ...offered.filter((one) => blank(one.title) || blank(one.value)).map(() => "an empty choice"),
    ...(type === "Input.ChoiceSet" && value !== undefined && !offered.some((one) => one.value === value)
      ? ["a value of none"]
      : []),
  ];
}

function actionOffences(action: Node): string[] {
  const type = String(action.type);
  const fallback = plain(action.fallback ?? {});
  return [
    ...(ACTIONS.includes(type) ? [] : [`a ${type}`]),
    ...(blank(action.title) ? ["an action without title"] : []),
    ...(action.tooltip !== undefined && blank(action.tooltip) ? ["an empty tooltip"] : []),
    ...(type === "Action.OpenUrl" && !/^https?:/.test(String(action.url)) ? ["a link out of the web"] : []),
    ...(type === "Action.Execute" && (blank(action.verb) || fallback.type !== "Action.Submit")
      ? ["an execute without verb or fallback"]
      : []),
    ...(type === "Action.Execute" && JSON.stringify(fallback.data) !== JSON.stringify(action.data)
      ? ["a fallback that means something else"]
      : []),
  ];
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

function broken(value: unknown, path: string): string[] {
  if (typeof value === "string") return value.isWellFormed() ? [] : [`half a character at ${path}`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    // What a button carries comes back as it was.
    key === "data" ? [] : broken(inner, `${path}.${key}`),
  );
}

function plain(value: unknown): Node {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.map(plain) : [];
}

function blank(value: unknown): boolean {
  return typeof value !== "string" || value.trim() === "";
}
