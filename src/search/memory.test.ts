import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memory } from "./memory.ts";

describe("lists in a memory", () => {
  it("hold what was put in, however it was mixed", () => {
    const step = fc.record({ list: fc.nat(20), value: fc.integer({ min: -5, max: 2 ** 31 - 1 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400, size: "max" }), (steps) => {
        const lists = memory().lists("l");
        const expected = new Map<number, number[]>();
        for (const { list, value } of steps) {
          lists.push(list, value);
          expected.set(list, [...(expected.get(list) ?? []), value]);
        }
        for (let list = 0; list <= 20; list++) {
          const start = lists.start(list);
          const found = Array.from(lists.values.subarray(start, start + lists.size(list)));
          expect(found).toEqual(expected.get(list) ?? []);
        }
      }),
    );
  });

  it("use the room again that a list has left", () => {
    const lists = memory().lists("l");
    for (let at = 0; at < 1024; at++) lists.push(0, at);
    const before = lists.values.length;
    for (let at = 0; at < 512; at++) lists.push(1, at);
    expect(lists.values.length).toBe(before);
  });
});

describe("columns in a memory", () => {
  it("are 0 wherever nothing was set, also where something was cleared before", () => {
    const ints = memory().ints("i");
    ints.set(3, 7);
    expect([0, 1, 2, 3, 4, 99].map(ints.at)).toEqual([0, 0, 0, 7, 0, 0]);
    ints.clear();
    ints.set(5, 1);
    expect([0, 3, 5].map(ints.at)).toEqual([0, 0, 1]);
  });
});

describe("texts in a memory", () => {
  it("keep their numbers, and the latest is found when one is pushed twice", () => {
    const texts = memory().texts("t");
    expect([texts.number("a"), texts.number("b"), texts.number("a"), texts.push("a")]).toEqual([0, 1, 0, 2]);
    expect([texts.find("a"), texts.find("c"), texts.text(0), texts.size]).toEqual([2, undefined, "a", 3]);
  });
});

describe("a memory that goes on with what was saved", () => {
  it("has everything, and grows on its own", () => {
    const first = memory();
    first.ints("i").push(5);
    first.texts("t").push("x");
    const before = first.lists("l");
    for (let at = 0; at < 5; at++) before.push(2, at);
    const { ints, texts } = first.saved();
    const copy = Object.fromEntries(Object.entries(ints).map(([name, values]) => [name, values.slice()]));
    const second = memory({ ints: copy, texts: { t: { list: [...(texts.t?.list ?? [])] } } });
    const [column, table, lists] = [second.ints("i"), second.texts("t"), second.lists("l")];
    column.push(6);
    lists.push(2, 5);
    expect([column.at(0), column.at(1), table.find("x"), table.push("y")]).toEqual([5, 6, 0, 1]);
    expect(Array.from(lists.values.subarray(lists.start(2), lists.start(2) + 6))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(first.texts("other").size).toBe(0);
    expect(texts.t?.list).toEqual(["x"]);
  });
});
