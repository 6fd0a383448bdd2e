import type { Shelves } from "../src/catalogue/shelf.ts";
import type { Dialog } from "../src/dialog/dialog.ts";
import type { LearnerKeys } from "../src/store/learner-keys.ts";
import type { Sealer } from "../src/store/sealing.ts";
import type { TopicRecognisers } from "../src/topic/recognisers.ts";
import { ask } from "./ask.ts";
import { brief } from "./brief.ts";
import { checkIn } from "./check-in.ts";
import { coach } from "./coach.ts";
import { comment } from "./comment.ts";
import { decide } from "./decide.ts";
import { goal } from "./goal.ts";
import { home } from "./home.ts";
import { join } from "./join.ts";
import { note } from "./note.ts";
import { privacy } from "./privacy.ts";
import { recall } from "./recall.ts";
import { recommend } from "./recommend.ts";
import { request } from "./request.ts";
import { rhythm } from "./rhythm.ts";
import { signal } from "./signal.ts";
import { summary } from "./summary.ts";
import { tip } from "./tip.ts";
import { tour } from "./tour.ts";
import { welcome } from "./welcome.ts";
import { who } from "./who.ts";

/** What dialogs work with beside the turn itself. */
export type DialogParts = {
  sealer: Sealer;
  keys: LearnerKeys;
  shelves: Shelves;
  recognisers: TopicRecognisers;
  /** Null: nothing that is typed or imported goes anywhere. */
  embedder: { host: string } | null;
  model: { host: string } | null;
};

/** Every conversation Lotse can have. */
export function allDialogs(parts: DialogParts): Dialog[] {
  return [
    welcome,
    tour,
    ask(parts),
    comment(parts),
    coach,
    recommend(parts),
    goal(parts),
    checkIn(parts),
    rhythm(parts),
    recall(parts),
    note(parts),
    request(parts),
    decide(parts),
    signal,
    summary,
    brief,
    home(parts),
    privacy(parts),
    join(parts),
    tip,
    who,
  ];
}
