import type { Store } from "../store/store.ts";
import { type Recognise, recogniser } from "./recognise.ts";
import { allTopics } from "./topics.ts";

/** One recogniser per org, in memory; `refresh` after its topic list has changed. */
export function topicRecognisers({ readOf }: Pick<Store, "readOf">) {
  const loaded = new Map<string, Recognise>();
  return {
    async of(org: string): Promise<Recognise> {
      return loaded.get(org) ?? this.refresh(org);
    },
    async refresh(org: string): Promise<Recognise> {
      const recognise = recogniser(await allTopics(readOf(org), org));
      loaded.set(org, recognise);
      return recognise;
    },
  };
}

export type TopicRecognisers = ReturnType<typeof topicRecognisers>;
