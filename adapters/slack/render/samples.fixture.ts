import type { Block, Card, Claims } from "../../../src/channel/block.ts";

export const cited = {
  number: 1,
  title: "Budget",
  section: "How much?",
  detail: "Learning team",
  passage: "docs/budget.md#0",
  url: "https://intranet.example/budget?a=1&b=2",
};
export const quote: Block = {
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
export const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
export const mrkdwn = (text: string) => ({ type: "mrkdwn", text, verbatim: true });

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
