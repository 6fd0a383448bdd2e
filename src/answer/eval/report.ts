import type { Language } from "../../channel/language.ts";
import { MEASURES } from "./marks.ts";
import type { Outcome, Run } from "./outcome.ts";

type Row = [string, ...string[]];
type Group = readonly Outcome[];

const MEASURED = {
  right: "right: says what has to be said",
  cited: "cited: by sections that answer",
  honest: "honest: sure of nothing that nothing bears out",
  language: "in the language of the question",
} as const;

/** What a run came to, by language, for the terminal. */
export function reportOf({ model, outcomes }: Run): string[] {
  const of = (language: Language) => outcomes.filter((one) => one.language === language);
  const groups = [of("de"), of("en"), outcomes];
  const row = (name: string, cell: (group: Group) => string): Row => [name, ...groups.map(cell)];
  const reasons = [...new Set(outcomes.flatMap(({ fellBack }) => fellBack ?? []))].sort();
  const wasAsked = ({ by, fellBack }: Outcome) => by === "model" || fellBack !== null;
  const rows = [
    ["", "de", "en", "both"] satisfies Row,
    ...MEASURES.map((measure) =>
      row(MEASURED[measure], (group) => {
        const marks = group.flatMap(({ marks }) => marks[measure] ?? []);
        return share(marks.filter(Boolean).length, marks.length);
      }),
    ),
    row("the model's words were shown", (group) =>
      share(group.filter(({ by }) => by === "model").length, group.filter(wasAsked).length),
    ),
    ...reasons.map((reason) =>
      row(`  the passages instead: ${reason}`, (group) => {
        return String(group.filter(({ fellBack }) => fellBack === reason).length);
      }),
    ),
    row("characters to read", (group) => String(charactersIn(group))),
    row("tokens", (group) => String(tokensIn(group))),
    row("first word, half of them within", (group) => within(group, 0.5)),
    row("first word, 95 of 100 within", (group) => within(group, 0.95)),
  ];
  return [`${outcomes.length} questions, ${model}`, "", ...table(rows)];
}

/** Two runs, question by question: where the later one did better, and where worse. */
export function comparisonOf(before: Run, after: Run): string[] {
  const pairs = after.outcomes.flatMap((later) => {
    const earlier = before.outcomes.find(
      ({ question, language }) => question === later.question && language === later.language,
    );
    return earlier === undefined ? [] : [{ earlier, later }];
  });
  const changed = MEASURES.map((measure) => {
    const both = pairs.filter(
      ({ earlier, later }) => earlier.marks[measure] !== null && later.marks[measure] !== null,
    );
    const differing = both.filter(({ earlier, later }) => earlier.marks[measure] !== later.marks[measure]);
    const better = differing.filter(({ later }) => later.marks[measure]);
    const worse = differing.filter(({ earlier }) => earlier.marks[measure]);
    return { measure, both, better, worse };
  });
  const rows = changed.map(({ measure, both, better, worse }): Row => {
    const counts = [both.length, better.length, worse.length].map(String);
    return [MEASURED[measure], ...counts, chance(better.length, worse.length).toFixed(2)];
  });
  const [earlier, later] = [pairs.map(({ earlier }) => earlier), pairs.map(({ later }) => later)];
  const tokens = signed(tokensIn(later) - tokensIn(earlier));
  const characters = signed(charactersIn(later) - charactersIn(earlier));
  return [
    `Compared with ${before.model}: ${pairs.length} questions of both, ${characters} characters to read, ${tokens} tokens`,
    "",
    ...table([["", "both", "better", "worse", "by chance"], ...rows]),
    ...changed.flatMap(({ measure, better, worse }) => [
      ...better.map(({ later }) => `better, ${measure}: ${later.question}`),
      ...worse.map(({ later }) => `worse, ${measure}: ${later.question}`),
    ]),
  ];
}

/** How likely a difference at least as large is if neither is better: a sign test, both ways. */
export function chance(better: number, worse: number): number {
  const all = better + worse;
  let [tail, ways] = [0, 1];
  for (let count = 0; count <= Math.min(better, worse); count++) {
    tail += ways;
    ways = (ways * (all - count)) / (count + 1);
  }
  return Math.min(1, (2 * tail) / 2 ** all);
}

function share(count: number, of: number): string {
  return of === 0 ? "–" : `${count} of ${of} (${Math.round((100 * count) / of)} %)`;
}

function tokensIn(group: Group): number {
  return group.reduce((sum, { tokens }) => sum + tokens, 0);
}

function charactersIn(group: Group): number {
  return group.reduce((sum, { shown }) => sum + shown.length, 0);
}

function within(group: Group, part: number): string {
  const sorted = group.map(({ firstMs }) => firstMs).sort((a, b) => a - b);
  const at = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
  return at === undefined ? "–" : `${at.toFixed(at < 10 ? 1 : 0)} ms`;
}

function signed(count: number): string {
  return count > 0 ? `+${count}` : String(count);
}

/** As Markdown, so that it can be shown to others as it is. */
function table([head = [""], ...rows]: readonly Row[]): string[] {
  const lines = [head, ["---", ...head.slice(1).map(() => "---:")], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`);
}
