import { lostAnswers } from "../answer/golden.ts";
import type { Standing } from "../knowledge/golden-questions.ts";
import { rolesOf } from "../learner/roles.ts";
import { daysSince } from "../request/card.ts";
import { allRequests, type Request } from "../request/request.ts";
import { closedMonths } from "../signal/snapshot.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader } from "../store/store.ts";
import { labelsOf, type TopicLabels } from "./labels.ts";
import { hasDesk, sees } from "./rights.ts";
import { shownSnapshot } from "./shown-snapshot.ts";
import type { DeskRequest, DeskView } from "./view.ts";

/** The desk, as far as somebody's roles open it; null for everybody else. */
export async function deskView(
  { read, sealer }: { read: Reader; sealer: Sealer },
  org: string,
  learner: string,
  { now, month }: { now: number; month?: string },
): Promise<DeskView | null> {
  const roles = await rolesOf(read, org, learner);
  if (!hasDesk(roles)) return null;
  const labels = await labelsOf(read, org);
  const requests = sees("requests", roles) ? await allRequests(read, sealer, org) : null;
  const months = sees("needs", roles) ? await closedMonths(read, org) : [];
  const shown = month ?? months[0];
  return {
    mayDecide: roles.has("product_owner"),
    requests: requests?.map((request) => shownRequest(request, labels, now)).sort(inOrder) ?? null,
    lostAnswers: sees("content", roles) ? (await lostAnswers(read, org)).map(shownQuestion) : null,
    months,
    snapshot:
      shown === undefined || !sees("needs", roles) ? null : await shownSnapshot(read, org, shown, labels),
  };
}

function shownQuestion({ question, language, since }: Standing) {
  return { question, language, since: since ?? 0 };
}

function shownRequest(
  { request, state, framing, topics, voices, createdAt, decisions }: Request,
  labels: TopicLabels,
  now: number,
): DeskRequest {
  const { change, obstacle, language, from } = framing;
  return {
    request,
    version: decisions.length,
    state,
    change,
    obstacle,
    language,
    from,
    topics: topics.map((topic) => ({ topic, label: labels.topic(topic) })),
    voices,
    age: daysSince(createdAt, now),
    decisions,
  };
}

function inOrder(one: DeskRequest, other: DeskRequest): number {
  const open = Number(other.state === "open") - Number(one.state === "open");
  return open || other.voices - one.voices || other.age - one.age;
}
