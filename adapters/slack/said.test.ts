import { describe, expect, it } from "vitest";
import { plainOf } from "./said.ts";

describe("what somebody typed in Slack", () => {
  it.each([
    ["A &lt; B &amp;&amp; B &gt; C", "A < B && B > C"],
    ["<@U0LOTSE> wie geht das?", "wie geht das?"],
    ["Frag <@U0ANA|ana> danach", "Frag @ana danach"],
    [
      "Siehe <https://a.example/x?y=1&amp;z=2|die Seite> und <https://b.example>",
      "Siehe die Seite und https://b.example",
    ],
    ["In <#C0GEN|allgemein> steht es", "In #allgemein steht es"],
    ["<!channel> <!subteam^S1|@team> hallo", "@team hallo"],
    ["Ein &amp;lt; bleibt, wie es ist", "Ein &lt; bleibt, wie es ist"],
    ["links \u202Erechts\u202C", "links rechts"],
    ["  \n ", ""],
  ])("%j is %j as plain text", (typed, plain) => {
    expect(plainOf(typed, "U0LOTSE")).toBe(plain);
  });

  it("is cut where Lotse reads no further", () => {
    expect(plainOf("x".repeat(20_000), null)).toHaveLength(12_000);
  });
});
