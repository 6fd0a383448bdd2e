import type { Migration } from "./list.ts";

/** Who comes in by which door: sign-in, joined identities, leavers, the pilot group and the kill switch. */
export const doors: Migration = {
  name: "004-doors",
  statements: [
    `alter table org add column stopped_at {int}`,
    `alter table org add column pilot {int} not null default 0`,
    `alter table org add column unit_claim text`,
    `alter table org add column signals_from text`,
    `alter table conversation add column closed_said_at {int}`,
    `alter table org add column knowledge {int}`,
    `create table pilot_member (org text not null, member text not null, primary key (org, member)) {strict}`,
    `alter table identity add column mail_mark text`,
    `create index identity_by_mail on identity (org, mail_mark)`,
    `create index identity_of_learner on identity (org, learner)`,
    `create table directory_entry (org text not null, mail_mark text not null, unit text, has_left {int} not null, at {int} not null,
       primary key (org, mail_mark)) {strict}`,
    `create table leaver (org text not null, learner text not null, at {int} not null, primary key (org, learner)) {strict}`,
    `create table session (org text not null, session text not null, learner text not null, native text not null,
       created_at {int} not null, used_at {int} not null, ends_at {int} not null, primary key (org, session)) {strict}`,
    `create index session_of_learner on session (org, learner)`,
    `create table one_time_code (org text not null, code text not null, purpose text not null, learner text, made_at {int} not null,
       ends_at {int} not null, primary key (org, code)) {strict}`,
    `create table code_tries (org text not null, learner text not null, tries {int} not null, since {int} not null,
       primary key (org, learner)) {strict}`,
    `create table join_wish (org text not null, learner text not null, into_learner text not null, at {int} not null,
       primary key (org, learner)) {strict}`,
    `create table former_id (org text not null, learner text not null, person text not null, primary key (org, learner, person)) {strict}`,
  ],
};
