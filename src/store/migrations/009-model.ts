import type { Migration } from "./list.ts";

/** What each company has asked of a language model, by day. */
export const model: Migration = {
  name: "009-model",
  statements: [
    `create table model_use (org text not null, day {int} not null, asked {int} not null, failed {int} not null, tokens {int} not null,
       primary key (org, day)) {strict}`,
  ],
};
