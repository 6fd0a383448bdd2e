import type { Migration } from "./list.ts";

/** What a model was asked, for whose answer it was. */
export const sent: Migration = {
  name: "010-sent",
  statements: [
    `create table sent (org text not null, sent text not null, mark text not null, learner text not null, at {int} not null,
       sealed_request text not null, primary key (org, sent)) {strict}`,
    `create index sent_mark on sent (org, mark)`,
    `create index sent_at on sent (org, at)`,
  ],
};
