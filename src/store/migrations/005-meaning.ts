import type { Migration } from "./list.ts";

/** What texts mean, as vectors, so that no text is ever sent twice to have it said. */
export const meaning: Migration = {
  name: "005-meaning",
  statements: [
    `create table text_vector (org text not null, hash text not null, model text not null, vector text not null,
       primary key (org, hash)) {strict}`,
  ],
};
