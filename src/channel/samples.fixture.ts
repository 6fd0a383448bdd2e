import type { Block, Card, Claims, Quote } from "./block.ts";

export const said = (text: string): Block => ({ kind: "text", text, tone: "normal" });
export const cited = {
  number: 1,
  title: "Budget",
  section: "How much?",
  detail: "Learning team",
  passage: "docs/budget.md#0",
  url: "https://intranet.example/budget?a=1&b=2",
};
export const sources: Block = { kind: "citations", label: "Sources", citations: [cited] };
export const quote: Quote = {
  kind: "quote",
  label: "Quotation from “Budget”",
  language: "en",
  parts: [
    { text: "There is a budget. ", mark: false },
    { text: "It is 1,200 euros a year. ", mark: true },
  ],
  citation: 1,
};
export const item: Card = {
  title: "Pivot in twelve minutes",
  language: "en",
  detail: "Video, 12 minutes",
  body: "Sums without formulas.",
  why: "For your goal",
  url: "https://learn.example/1",
  buttons: [{ kind: "action", label: "Save", action: "recommend.save", value: "a1", primary: false }],
};
export const thumbs = {
  kind: "feedback" as const,
  about: "ans_42",
  helpful: "Helpful",
  unhelpful: "Not helpful",
  chosen: null,
} satisfies Block;

/** As a model writes it. */
export const claims: Claims = {
  kind: "claims",
  label: "Written by an AI.",
  language: "en",
  claims: [
    {
      parts: [
        { text: "The budget is ", mark: false },
        { text: "1,200 euros", mark: true },
        { text: " a year.", mark: false },
      ],
      item: false,
      citations: [1],
    },
    { parts: [{ text: "See [2] <!here> *now*.", mark: false }], item: true, citations: [1] },
  ],
};
