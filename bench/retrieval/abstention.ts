import { chance } from "../../src/demo/random.ts";
import type { Engine, Found } from "./engine.ts";
import { areaUnderCurve, keptAt } from "./measures.ts";
import type { Abstention, Bands, Curve } from "./report.ts";
import type { Item, Question, TestSet } from "./test-set.ts";

const SEED = 5;
/** Of each kind. */
const MOST_ASKED = 200;
const SURE = { answer: 2, unsure: 1, none: 0 };

/**
 * Asks an engine what it can know, and what it cannot: half of the questions have what is relevant to them taken out of the items,
 * and `strange` ones are about something else.
 */
export async function abstention(
  engine: Engine,
  set: TestSet,
  strange: readonly string[],
): Promise<Abstention> {
  const { items, answered, removed } = halved(set);
  const search = await engine.build(items, set.language);
  const ask = async (questions: readonly string[]) => {
    const found: Found[] = [];
    for (const question of questions.slice(0, MOST_ASKED)) found.push(await search(question, 10));
    return found;
  };
  const kinds = {
    answered: await ask(answered.map(({ text }) => text)),
    offTopic: await ask(shuffled(strange)),
    removed: await ask(removed.map(({ text }) => text)),
  };
  const all = Object.values(kinds).flat();
  const hasScores = all.some(({ hits }) => hits.some(({ score }) => score !== null));
  const hasBands = all.every(({ band }) => band !== null);
  return {
    asked: eachOf(kinds, (found) => found.length),
    score: hasScores ? curves(kinds, ({ hits }) => hits[0]?.score ?? -Infinity) : null,
    band: hasBands ? curves(kinds, ({ band }) => SURE[band ?? "none"]) : null,
    bands: hasBands ? eachOf(kinds, sharesOf) : null,
  };
}

type Kinds<Value> = { answered: Value; offTopic: Value; removed: Value };

function eachOf<From, To>(kinds: Kinds<From>, of: (value: From) => To): Kinds<To> {
  return { answered: of(kinds.answered), offTopic: of(kinds.offTopic), removed: of(kinds.removed) };
}

/** Takes out what is relevant to one question after the other, until half of them have nothing left. */
function halved(set: TestSet): { items: Item[]; answered: Question[]; removed: Question[] } {
  const questions = shuffled(set.questions);
  const gone = new Set<string>();
  const relevant = ({ grades }: Question) => [...grades].flatMap(([id, grade]) => (grade > 0 ? [id] : []));
  const emptied = () => questions.filter((question) => relevant(question).every((id) => gone.has(id)));
  for (const question of questions) {
    if (emptied().length * 2 >= questions.length) break;
    for (const id of relevant(question)) gone.add(id);
  }
  return {
    items: set.items.filter(({ id }) => !gone.has(id)),
    answered: questions.filter((question) => !relevant(question).some((id) => gone.has(id))),
    removed: emptied(),
  };
}

function curves(kinds: Kinds<Found[]>, signal: (found: Found) => number) {
  const { answered, offTopic, removed } = eachOf(kinds, (found) => found.map(signal));
  return { offTopic: curve(answered, offTopic), removed: curve(answered, removed) };
}

function curve(above: readonly number[], below: readonly number[]): Curve {
  return {
    area: areaUnderCurve(above, below),
    kept5: keptAt(0.05, above, below),
    kept10: keptAt(0.1, above, below),
    kept20: keptAt(0.2, above, below),
  };
}

function sharesOf(found: readonly Found[]): Bands {
  const share = (wanted: Found["band"]) => found.filter(({ band }) => band === wanted).length / found.length;
  return { answer: share("answer"), unsure: share("unsure"), none: share("none") };
}

function shuffled<One>(ones: readonly One[]): One[] {
  const { number } = chance(SEED);
  return ones
    .map((one) => ({ one, at: number() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
