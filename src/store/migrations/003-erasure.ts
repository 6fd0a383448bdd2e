import type { Migration } from "./list.ts";

/** What erasing somebody needs to know: which conversations are theirs, and that they asked for it. */
export const erasure: Migration = {
  name: "003-erasure",
  statements: [
    `alter table conversation add column learner text`,
    `update conversation set learner = (select learner.learner from learner
       where learner.org = conversation.org and learner.conversation = conversation.conversation)`,
    `create index conversation_of_learner on conversation (org, learner)`,
    `create table erasure_wish (org text not null, learner text not null, at {int} not null, primary key (org, learner)) {strict}`,
  ],
};
