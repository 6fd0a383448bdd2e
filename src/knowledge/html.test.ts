import { describe, expect, it } from "vitest";
import { withoutTags } from "./html.ts";

describe("the words of an HTML block", () => {
  it("are what stands between its tags", () => {
    expect(withoutTags('<p class="x">Das <b>Budget</b> ist <a href="y">hier</a>.</p>').trim()).toBe(
      "Das Budget ist hier.",
    );
  });

  it("stand apart where the tags set them apart", () => {
    expect(withoutTags("<ul><li>eins</li><li>zwei</li></ul>").split(/\s+/)).toEqual(["", "eins", "zwei", ""]);
    expect(withoutTags("<p>eins</p><p>zwei</p>")).toMatch(/eins\n\n+zwei/);
  });

  it("keep the lines that were meant", () => {
    expect(withoutTags("Straße 1<br>Kiel<br/>\n  Deutschland")).toBe("Straße 1  \nKiel  \nDeutschland");
  });

  it("keep the cells of a table apart", () => {
    expect(withoutTags("<tr><th>Wer</th><td>Ida</td></tr>").trim()).toBe("Wer; Ida");
  });

  it.each([
    ["a comment", "a<!-- geheim -->b"],
    ["a comment without an end", "a<!-- geheim b"],
    ["a script", "a<script>geheim()</script>b"],
    ["a script of a type", "a<SCRIPT type=x>geheim()</SCRIPT >b"],
    ["a style without an end", "a<style>.geheim{}"],
    ["a script with a comment that does not end there", "a<script>geheim<!--</script >b"],
    ["a comment with the end of a script", "a<!--<script></script>geheim-->b"],
    ["an attribute", 'a<i title="geheim">b</i>'],
  ])("are not what a browser would not show: %s", (_, html) => {
    expect(withoutTags(html)).not.toContain("geheim");
    expect(withoutTags(html)).toContain("a");
  });

  it("keep a sign that is no tag", () => {
    expect(withoutTags("<p>5 < 7</p>").trim()).toBe("5 < 7");
  });

  it.each(["<", "<!--", "<script>", "<p", "</", "<br", "; ", "<br> ", "<p>", "a<", "<script"])(
    "are found in no time in two megabytes of %j (S13)",
    (piece) => {
      const html = piece.repeat(2_000_000 / piece.length);
      const began = performance.now();
      withoutTags(html);
      expect(performance.now() - began).toBeLessThan(3000);
    },
  );
});
