import fc from "fast-check";
import type { Block, Card } from "../../src/channel/block.ts";
import {
  HOSTILE as COMMON,
  hostileBlocks as commonBlocks,
  hostileForm as commonForm,
} from "../slack/hostile.ts";

/** What somebody may write who wants to mention people in Teams, to hide where a link leads, or to have something worked out. */
const OF_TEAMS = [
  "<at>Ida</at>",
  '<at id="0">everyone</at> and </AT>',
  "&lt;at&gt;Ida&lt;/at&gt; &#60;at&#62; &amp;lt;b&amp;gt; &nbsp;&copy",
  '<b>bold</b><br/><a href="https://evil.example">your budget</a><img src="https://evil.example/x.png"/>',
  "<speak><audio src='https://evil.example/a.mp3'/></speak>",
  '<table><tr><td>x</td></tr></table><pre>code</pre><codeblock class="js">x</codeblock>',
  "{{DATE(2026-11-25T08:00:00Z, SHORT)}} {{TIME(2026-11-25T08:00:00Z)}} {{{{DATE(2026-11-25T08:00:00Z)}}}}",
  "$\u007Bname} $$\u007B$root.name} $\u007Bif(true, 'a', 'b')}",
  "shown {hidden} shown {.class #id key=value}",
  "[1] [2](https://evil.example) [1](https://evil.example) [1][2]",
  "[1]: https://evil.example\n\n[1]",
  "1. one\n2. two\n1) three",
  "+ one\n\t- two",
  "\\[1\\] \\{x\\} \\",
  "msteams://evil.example tel:+491234 mailto:evil@evil.example evil@evil.example",
  "snake_case_name and __init__ in 1.200 of 3,5 files.",
  "| a | b |\r\n|:--|--:|\r\n| 1 | 2 |",
  "~one~ ~~two~~ ==three== ^four^",
  "(like) (y) :) :smile:",
];
export const HOSTILE = [...new Set([...OF_TEAMS, ...COMMON])];

const WORDS = new Set([
  "text",
  "label",
  "title",
  "section",
  "detail",
  "body",
  "why",
  "hint",
  "intro",
  "submit",
]);

/** The same with this before all words. */
function begun<Thing>(thing: Thing, words: string): Thing {
  return JSON.parse(JSON.stringify(thing), (key, value) =>
    WORDS.has(key) && typeof value === "string" ? `${words}${value}` : value,
  );
}

const either = fc.oneof(
  { weight: 1, arbitrary: fc.constant("") },
  { weight: 2, arbitrary: fc.constantFrom(...OF_TEAMS) },
);
export const hostileBlocks: fc.Arbitrary<Block[]> = fc
  .tuple(commonBlocks, either)
  .map(([blocks, words]) => begun(blocks, words));
export const hostileForm = fc.tuple(commonForm, either).map(([form, words]) => begun(form, words));
export const hostileItems: fc.Arbitrary<Card[]> = hostileBlocks.map((blocks) =>
  blocks.flatMap((block) => (block.kind === "cards" ? block.cards : [])),
);
