import type { types } from "@slack/bolt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Form } from "../../../src/channel/block.ts";
import { cut } from "../../../src/channel/cut.ts";
import { choice, form } from "../../../src/channel/form.fixture.ts";
import { hostileForm } from "../../../tests/slack/hostile.ts";
import { viewOffences } from "../../../tests/slack/limits.ts";
import { readPayload } from "../../../tests/slack/reading.ts";
import { shown } from "./elements.ts";
import { formErrors, readView, renderModal } from "./modal.ts";

const render = (changed: Partial<Form> = {}, metadata = '{"conversation":"D1"}') =>
  renderModal({ ...form, ...changed }, "en", { private_metadata: metadata });
const elements = (view: types.ModalView) =>
  view.blocks.flatMap((block) => ("element" in block ? [block.element as types.InputBlockElement] : []));

/** What Slack sends when somebody chooses the last option of everything, or leaves what stands there. */
function submitted(view: types.ModalView, typed: string | null) {
  const values = Object.fromEntries(
    view.blocks.flatMap((block) => {
      if (!("element" in block)) return [];
      const { type, action_id = "", ...element } = block.element as types.InputBlockElement & Offering;
      const options = element.options ?? element.option_groups?.flatMap(({ options }) => options) ?? [];
      const state =
        type === "plain_text_input"
          ? { type, value: typed ?? element.initial_value ?? null }
          : { type, selected_option: typed === null ? (element.initial_option ?? null) : options.at(-1) };
      return [[block.block_id, { [action_id]: state }]];
    }),
  );
  return { id: "V1", ...view, state: { values } };
}
type Offering = {
  initial_value?: string;
  initial_option?: types.PlainTextOption;
  options?: types.PlainTextOption[];
  option_groups?: { options: types.PlainTextOption[] }[];
};

describe("a form in Slack", () => {
  it("is a modal with an input for each field", () => {
    const plain = (words: string) => ({ type: "plain_text", text: words, emoji: false });
    expect(render()).toEqual({
      type: "modal",
      callback_id: "request.write",
      private_metadata: '21:{"conversation":"D1"}2:r1',
      title: plain("Send a request"),
      submit: plain("Preview"),
      close: plain("Close"),
      blocks: [
        {
          type: "rich_text",
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "Two questions." }] }],
        },
        {
          type: "input",
          block_id: "change",
          label: plain("What should change?"),
          hint: plain("In your own words."),
          optional: false,
          element: { type: "plain_text_input", action_id: "field", multiline: true, max_length: 1000 },
        },
        {
          type: "input",
          block_id: "sender",
          label: plain("Who sends it?"),
          optional: false,
          element: {
            type: "radio_buttons",
            action_id: "field",
            initial_option: { text: plain("Without my name"), value: "without" },
            options: [
              { text: plain("Without my name"), value: "without" },
              { text: plain("With my name"), value: "with" },
            ],
          },
        },
      ],
    });
  });

  it("is within every limit, and pings nobody, whatever stands in it (S9)", () => {
    fc.assert(
      fc.property(hostileForm, fc.constantFrom("de", "en"), (hostile, language) => {
        const view = renderModal(hostile, language, { private_metadata: "x".repeat(900) });
        expect(viewOffences(view)).toEqual([]);
        expect(readPayload(view)).toEqual({ links: [], effects: [] });
      }),
      { numRuns: 200 },
    );
  });

  it("comes back with what stood in it", () => {
    fc.assert(
      fc.property(hostileForm, fc.string(), (hostile, metadata) => {
        const view = renderModal(hostile, "en", { private_metadata: metadata });
        const offered = hostile.fields.filter((field) => field.kind === "text" || field.options.length > 0);
        const initial = offered.map((field) => {
          if (field.kind === "choice") return [field.name, field.initial];
          return [field.name, cut(shown(field.initial), Math.min(field.longest, 3000))];
        });
        expect(readView(submitted(view, null))).toMatchObject({
          form: hostile.form,
          value: hostile.value,
          values: Object.fromEntries(initial),
          private_metadata: metadata,
        });
      }),
      { numRuns: 200 },
    );
  });

  it("brings values that are too long for an option, or look like a mark of ours", () => {
    for (const value of ["x".repeat(300), "~", "~0", ""]) {
      const options = [...choice.options, { value, label: "The odd one" }];
      const view = render({ fields: [{ ...choice, required: true, options, initial: value }] });
      expect(viewOffences(view)).toEqual([]);
      expect(readView(submitted(view, "last"))?.values).toEqual({ sender: value });
    }
  });

  it("lets what need not be chosen be left open again", () => {
    const view = render({ fields: [{ ...choice, required: false }] });
    const [element] = elements(view);
    expect(element).toMatchObject({ options: [{}, {}, { text: { text: "Leave open" } }] });
    expect(readView(submitted(view, "last"))?.values).toEqual({ sender: "" });
  });

  it("folds many options away, and groups very many", () => {
    const options = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ value: `v${n}`, label: `Option ${n}` }));
    const [few, many, very] = [10, 11, 250].map(
      (count) => elements(render({ fields: [{ ...choice, initial: "v9", options: options(count) }] }))[0],
    );
    expect(few?.type).toBe("radio_buttons");
    expect(many).toMatchObject({ type: "static_select", initial_option: { value: "v9" } });
    expect(very).toMatchObject({
      option_groups: [
        { label: { text: "Option 0 – Option 99" } },
        { label: { text: "Option 100 – Option 199" } },
        { label: { text: "Option 200 – Option 249" } },
      ],
    });
  });

  it("shows a title that is too long as a whole below", () => {
    const title = "What would have to change so that you can learn this?";
    const view = render({ title });
    expect(view.title.text).toBe("What would have to chan…");
    expect(view.blocks[0]).toMatchObject({ type: "header", text: { text: title } });
  });

  it("is refused when it carries more than Slack takes along", () => {
    expect(() => render({}, "x".repeat(3000))).toThrow("A form carries more than Slack takes along.");
  });

  it.each([
    null,
    {},
    { ...submitted(render(), null), private_metadata: "" },
    { ...submitted(render(), null), private_metadata: "9999:short" },
    { ...submitted(render(), null), private_metadata: "not ours" },
    { ...submitted(render(), null), state: { values: { change: { field: { value: 7 } } } } },
  ])("is not read from what is none of ours (%#)", (view) => {
    expect(readView(view)).toBeNull();
  });
});

describe("a form with mistakes in Slack", () => {
  it("says beside each field what to do", () => {
    expect(formErrors(submitted(render(), ""), { change: "Please write a few words." })).toEqual({
      change: "Please write a few words.",
    });
  });

  it("says beside the first what belongs to no field that is shown", () => {
    const errors = formErrors(submitted(render(), ""), { gone: "Choose one.", change: "Write something." });
    expect(errors).toEqual({ change: "Choose one. Write something." });
  });

  it("says nothing where there is no field at all", () => {
    expect(formErrors(submitted(render({ fields: [] }), ""), { change: "Write something." })).toEqual({});
    expect(formErrors(null, { change: "Write something." })).toEqual({});
  });
});
