import { quiet, text } from "../src/channel/block.ts";
import type { View } from "../src/dialog/dialog.ts";
import { exportLearner } from "../src/privacy/export.ts";
import type { LearnerKeys } from "../src/store/learner-keys.ts";
import type { Sealer } from "../src/store/sealing.ts";

/** What people know by name; the rest is in the JSON only. */
const COUNTED = [
  "transcript",
  "goal",
  "check_in",
  "self_question",
  "request",
  "voice",
  "vote",
  "learner_item",
  "feedback",
] as const;

/** All that is a learner's own: first how much of what, then the whole as JSON, to be copied. */
export function exportView(parts: { sealer: Sealer; keys: LearnerKeys }): View {
  return async ({ read, org, learner, now, texts }) => {
    const { myData } = texts.privacy;
    const exported = await exportLearner({ ...parts, read }, org, learner, now);
    const facts = COUNTED.map((table) => ({
      name: myData.counted[table],
      value: `${exported.data[table]?.rows.length ?? 0}`,
    }));
    return {
      title: myData.title,
      blocks: [
        text(myData.intro),
        { kind: "facts", label: myData.label, facts },
        quiet(myData.whole),
        text(JSON.stringify(exported, null, 2)),
      ],
    };
  };
}
