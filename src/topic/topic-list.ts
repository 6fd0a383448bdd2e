import { z } from "zod";
import { plainText } from "../channel/text.ts";
import { knowsMore } from "../org/org.ts";
import type { Store } from "../store/store.ts";

const id = z
  .string("expected an id")
  .regex(/^[a-z0-9-]{1,60}$/, "expected lower-case letters, digits and hyphens");
const words = z
  .string("expected a line of text")
  .transform(plainText)
  .pipe(z.string().min(1, "expected a line of text").max(100, "expected at most 100 characters"));
const manyWords = z.array(words, "expected a list of words").max(100, "expected at most 100 words");
const esco = z
  .string("expected an ESCO address or null")
  .regex(
    /^https?:\/\/data\.europa\.eu\/esco\/[\w/.-]+$/,
    "expected an address below http://data.europa.eu/esco/",
  );

/** A topic list as a file describes it. What is wrong with it is said with the ids it is about. */
export const TopicList = z
  .object({
    families: z.array(z.object({ family: id, de: words, en: words })),
    topics: z.array(
      z.object({
        topic: id,
        family: id,
        de: words,
        en: words,
        words: z.object({ de: manyWords, en: manyWords }),
        esco: esco.nullable().default(null),
      }),
    ),
  })
  .superRefine(({ families, topics }, context) => {
    const problem = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const known = new Set(families.map(({ family }) => family));
    for (const at of doubles(families.map(({ family }) => family)))
      problem(["families", at], `The family “${families[at]?.family}” is in the list twice.`);
    for (const at of doubles(topics.map(({ topic }) => topic)))
      problem(["topics", at], `The topic “${topics[at]?.topic}” is in the list twice.`);
    // Two topics of one name could not be told apart by anybody who has to choose.
    for (const language of ["de", "en"] as const) {
      for (const at of doubles(topics.map((topic) => topic[language].toLowerCase()))) {
        const label = topics[at]?.[language];
        problem(["topics", at, language], `Two topics are called “${label}”. Give them different names.`);
      }
    }
    topics.forEach(({ topic, family }, at) => {
      if (known.has(family)) return;
      const families = [...known].join(", ");
      problem(
        ["topics", at, "family"],
        `The topic “${topic}” is in the family “${family}”, which is not one of ${families}.`,
      );
    });
  });
export type TopicList = z.infer<typeof TopicList>;

/** The places at which something stands that stood further up already. */
function doubles(names: readonly string[]): number[] {
  const seen = new Set<string>();
  return names.flatMap((name, at) => {
    if (seen.has(name)) return [at];
    seen.add(name);
    return [];
  });
}

/** Rows in one statement: their columns stay far below the number of variables an engine takes. */
const ROWS_AT_ONCE = 500;

/**
 * Makes this the topic list of the org, all or nothing. Votes and items that name a vanished topic stay as they are: a topic that
 * is not in the list is not shown.
 */
export async function storeTopics(store: Store, org: string, { families, topics }: TopicList): Promise<void> {
  const familyRows = families.map(({ family, de, en }) => ({ org, family, label_de: de, label_en: en }));
  const topicRows = topics.map(({ topic, family, de, en, words, esco }) => {
    return { org, topic, family, label_de: de, label_en: en, words_json: JSON.stringify(words), esco };
  });
  await store.write(async (writer) => {
    await writer.deleteFrom("topic").where("org", "=", org).execute();
    await writer.deleteFrom("family").where("org", "=", org).execute();
    for (const rows of chunks(familyRows)) await writer.insertInto("family").values(rows).execute();
    for (const rows of chunks(topicRows)) await writer.insertInto("topic").values(rows).execute();
    await knowsMore(writer, org);
  }, org);
}

function chunks<Row>(rows: readonly Row[]): Row[][] {
  const count = Math.ceil(rows.length / ROWS_AT_ONCE);
  return Array.from({ length: count }, (_, at) => rows.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE));
}
