import type { Migration } from "./list.ts";

/** What stands beside the documents: synonyms and golden questions. And votes that come from a question nothing answered. */
export const golden: Migration = {
  name: "006-golden",
  statements: [
    `alter table vote add column unanswered {int} not null default 0`,
    `create table synonym_group (org text not null, source text not null, number {int} not null, words_json text not null,
       primary key (org, source, number)) {strict}`,
    `create table golden_question (org text not null, source text not null, question text not null, line {int} not null,
       language text not null, document text not null, section text not null, memberships_json text not null,
       state text not null, since {int}, primary key (org, source, question)) {strict}`,
  ],
};
