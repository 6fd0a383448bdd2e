import type { Migration } from "./list.ts";

/** The five jobs: topics and catalogue, consent and rhythm, check-ins, requests, votes and snapshots. */
export const jobs: Migration = {
  name: "002-jobs",
  statements: [
    `alter table org add column zone text not null default 'Europe/Berlin'`,
    `alter table org add column seeded_at {int}`,
    `alter table learner add column conversation text`,
    `alter table learner add column zone text`,
    `alter table outbox add column unasked_of text`,

    `create table role (org text not null, learner text not null, role text not null, primary key (org, learner, role)) {strict}`,
    `create table opt_in (org text not null, learner text not null, opt_in text not null, given_at {int} not null,
       primary key (org, learner, opt_in)) {strict}`,

    `create table family (org text not null, family text not null, label_de text not null, label_en text not null,
       primary key (org, family)) {strict}`,
    `create table topic (org text not null, topic text not null, family text not null, label_de text not null, label_en text not null,
       words_json text not null, esco text, primary key (org, topic)) {strict}`,

    `create table content_item (org text not null, item text not null, source text not null, title text not null,
       description text not null, url text not null, language text not null, format text not null, minutes {int}, level text,
       provider text not null, topics_json text not null, tags_json text not null, modified text, hash text not null,
       primary key (org, item)) {strict}`,
    `create index content_item_of_source on content_item (org, source)`,
    `create table learner_item (org text not null, learner text not null, item text not null, state text not null, at {int} not null,
       primary key (org, learner, item)) {strict}`,

    `create table rhythm (org text not null, learner text not null, weekday {int} not null, hour {int} not null,
       plan_again {int} not null, paused_until {int}, primary key (org, learner)) {strict}`,
    `create table schedule (org text not null, learner text not null, job text not null, subject text not null, next_at {int} not null,
       zone text not null, skipped {int} not null, primary key (org, learner, job, subject)) {strict}`,
    `create index schedule_by_time on schedule (next_at)`,
    `create table contact (org text not null, learner text not null, job text not null, subject text not null, week text not null,
       at {int} not null, primary key (org, learner, job, subject, week)) {strict}`,
    `create index contact_by_age on contact (at)`,

    `create table goal (org text not null, learner text not null, sealed_goal text not null, since {int} not null,
       version {int} not null, primary key (org, learner)) {strict}`,
    `create table check_in (org text not null, learner text not null, week text not null, state text not null, sealed_entry text,
       at {int} not null, version {int} not null, primary key (org, learner, week)) {strict}`,
    `create index check_in_by_age on check_in (at)`,
    `create table self_question (org text not null, learner text not null, question text not null, sealed_words text not null,
       step {int} not null, at {int} not null, version {int} not null, primary key (org, learner, question)) {strict}`,

    `create table request (org text not null, request text not null, state text not null, sealed_framing text not null,
       topics_json text not null, created_at {int} not null, version {int} not null, primary key (org, request)) {strict}`,
    `create table voice (org text not null, request text not null, learner text not null, author {int} not null, at {int} not null,
       primary key (org, request, learner)) {strict}`,
    `create index voice_of_learner on voice (org, learner)`,
    `create table decision (org text not null, decision text not null, request text not null, number {int} not null,
       state text not null, sealed_reason text not null, decided_by text not null, at {int} not null,
       primary key (org, decision), unique (org, request, number)) {strict}`,

    `create table vote (org text not null, month text not null, topic text not null, learner text not null,
       primary key (org, month, topic, learner)) {strict}`,
    `create index vote_of_learner on vote (org, learner)`,
    `create table snapshot (org text not null, month text not null, closed_at {int} not null, smallest_group {int} not null,
       people {int} not null, withheld_json text not null, primary key (org, month)) {strict}`,
    `create table snapshot_cell (org text not null, month text not null, level text not null, division text not null,
       subject text not null, band text not null, primary key (org, month, level, division, subject)) {strict}`,
  ],
};
