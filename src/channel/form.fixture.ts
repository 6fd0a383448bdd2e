import type { Field, Form } from "./block.ts";

export const text = {
  kind: "text",
  name: "change",
  label: "What should change?",
  hint: "In your own words.",
  required: true,
  initial: "",
  lines: "many",
  longest: 1000,
} satisfies Field;
export const choice = {
  kind: "choice",
  name: "sender",
  label: "Who sends it?",
  hint: "",
  required: true,
  initial: "without",
  options: [
    { value: "without", label: "Without my name" },
    { value: "with", label: "With my name" },
  ],
} satisfies Field;
export const form: Form = {
  form: "request.write",
  value: "r1",
  title: "Send a request",
  intro: "Two questions.",
  fields: [text, choice],
  submit: "Preview",
  cancel: "Close",
};
