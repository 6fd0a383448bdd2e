import type { Migration } from "./list.ts";

/** Workspaces that have installed the app, and their tokens; notes to oneself about what was written there. */
export const slack: Migration = {
  name: "007-slack",
  statements: [
    `create table slack_install (org text not null, install text not null, sealed_tokens text, ends_at {int}, renewing_until {int} not null,
       gone_at {int}, primary key (org, install)) {strict}`,
    `create table note (org text not null, learner text not null, note text not null, sealed_content text not null, at {int} not null,
       primary key (org, learner, note)) {strict}`,
  ],
};
