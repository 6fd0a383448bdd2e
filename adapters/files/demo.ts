import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DemoRequests } from "../../src/demo/past.ts";
import { Company } from "../../src/org/company.ts";
import { TopicList } from "../../src/topic/topic-list.ts";

/** What a folder such as `demo/` says of a company: its people, topics and requests. Documents and catalogue are read apart. */
export function readDemo(folder: string) {
  const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
  return {
    company: Company.parse(json("company.json")),
    topics: TopicList.parse(json("topics.json")),
    requests: DemoRequests.parse(json("requests.json")),
    documents: join(folder, "documents"),
    catalogue: join(folder, "catalogue"),
  };
}

export type Demo = ReturnType<typeof readDemo>;
