import { z } from "zod";
import type { Language } from "../channel/language.ts";
import type { Schema } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";

/** Something there is to learn, in both languages. */
export type Topic = {
  topic: string;
  family: string;
  label: Record<Language, string>;
  /** What people also call it. */
  words: Record<Language, string[]>;
  /** Its address in ESCO, the European list of skills, where one fits. */
  esco: string | null;
};

/** A group of topics. */
export type Family = { family: string; label: Record<Language, string> };

const Words = z.object({ de: z.array(z.string()), en: z.array(z.string()) });

/** The topic list of an org, in a fixed order. */
export async function allTopics(read: Reader, org: string): Promise<Topic[]> {
  const rows = await read
    .selectFrom("topic")
    .selectAll()
    .where("org", "=", org)
    .orderBy("family")
    .orderBy("topic")
    .execute();
  return rows.map(toTopic);
}

/** Null for a topic that is not, or no longer, in the list. */
export async function findTopic(read: Reader, org: string, topic: string): Promise<Topic | null> {
  const row = await read
    .selectFrom("topic")
    .selectAll()
    .where("org", "=", org)
    .where("topic", "=", topic)
    .executeTakeFirst();
  return row ? toTopic(row) : null;
}

/** The families of an org, in a fixed order. */
export async function familiesOf(read: Reader, org: string): Promise<Family[]> {
  const rows = await read.selectFrom("family").selectAll().where("org", "=", org).orderBy("family").execute();
  return rows.map(({ family, label_de, label_en }) => ({ family, label: { de: label_de, en: label_en } }));
}

function toTopic({ topic, family, label_de, label_en, words_json, esco }: Schema["topic"]): Topic {
  return {
    topic,
    family,
    label: { de: label_de, en: label_en },
    words: Words.parse(JSON.parse(words_json)),
    esco,
  };
}
