import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentences } from "./sentences.ts";

describe("sentences", () => {
  it("cuts after full stops, questions and exclamations, quotation marks included", () => {
    expect(sentences("Ja. „Warum?“ Darum! Ende")).toEqual(["Ja. ", "„Warum?“ ", "Darum! ", "Ende"]);
  });

  it("does not stop at abbreviations, single letters and German dates", () => {
    const whole = "Frag z. B. Dr. Meier bis zum 3. Mai nach Nr. 7, Abs. 2 der Regel. ";
    expect(sentences(`${whole}Danach ist Schluss.`)).toEqual([whole, "Danach ist Schluss."]);
    expect(sentences("Use a tool, e.g. Excel. Ask the U.S. office.")).toEqual([
      "Use a tool, e.g. Excel. ",
      "Ask the U.S. office.",
    ]);
  });

  it("gives each list item and each short line a sentence of its own", () => {
    expect(sentences("Bring mit:\n- Ausweis\n- Vertrag\n\nBis bald")).toEqual([
      "Bring mit:\n",
      "- Ausweis\n",
      "- Vertrag\n\n",
      "Bis bald",
    ]);
  });

  it("gives each row of a table a sentence of its own", () => {
    const rows = [
      "Course: German, group course for everybody who is new here; Cost: free\n",
      "Course: Excel; Cost: €90",
    ];
    expect(sentences(rows.join(""))).toEqual(rows);
  });

  it("loses nothing of any text", () => {
    const unit = fc.constantFrom(...'aZ1.!?…\n\t •-|)"“\uD800ß');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        expect(sentences(text).join("")).toBe(text);
      }),
    );
  });
});
