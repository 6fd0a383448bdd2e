import type { Reader } from "../store/store.ts";
import type { Labels } from "./view.ts";

export type TopicLabels = { topic(topic: string): Labels; family(family: string): Labels };

/** The topics and families of an org by name. One that has left the list since is called by its id. */
export async function labelsOf(read: Reader, org: string): Promise<TopicLabels> {
  const topics = await read
    .selectFrom("topic")
    .select(["topic", "label_de", "label_en"])
    .where("org", "=", org)
    .execute();
  const families = await read
    .selectFrom("family")
    .select(["family", "label_de", "label_en"])
    .where("org", "=", org)
    .execute();
  const ofTopic = new Map(topics.map((row) => [row.topic, labels(row)]));
  const ofFamily = new Map(families.map((row) => [row.family, labels(row)]));
  return {
    topic: (topic) => ofTopic.get(topic) ?? { de: topic, en: topic },
    family: (family) => ofFamily.get(family) ?? { de: family, en: family },
  };
}

function labels({ label_de, label_en }: { label_de: string; label_en: string }): Labels {
  return { de: label_de, en: label_en };
}
