import { z } from "zod";
import { detailed } from "../contents.ts";
import { withIds } from "../ids.ts";
import { fromJson, method, needed, Refusal } from "../method.ts";
import { viewProblems } from "../views.ts";
import type { Json, OpenView, World } from "../world.ts";

/** Of the one app there is. */
export const APP_ID = "A0LOTSE";
/** How many modals may lie on each other. */
const DEEPEST = 3;
const View = z.looseObject({ blocks: z.array(z.record(z.string(), z.unknown())) });

const open = method(
  { scopes: [], tier: 4 },
  { trigger_id: needed, view: fromJson },
  (given, { world, team, token }) => {
    const { person } = spend(world, token.teams, given.trigger_id);
    return { view: openModal(world, { team: team.id, person }, given.view, null) };
  },
);

const push = method(
  { scopes: [], tier: 4 },
  { trigger_id: needed, view: fromJson },
  (given, { world, team, token }) => {
    const { person } = spend(world, token.teams, given.trigger_id);
    return { view: openModal(world, { team: team.id, person }, given.view, topModal(world, person)) };
  },
);

const update = method(
  { scopes: [], tier: 4 },
  {
    view_id: z.string().optional(),
    external_id: z.string().optional(),
    hash: z.string().optional(),
    view: fromJson,
  },
  (given, call) => {
    const view = [...call.world.views.values()].find(
      (one) =>
        one.id === given.view_id ||
        (given.external_id !== undefined && one.payload.external_id === given.external_id),
    );
    if (!view || !call.token.teams.includes(view.team)) throw new Refusal("not_found");
    return { view: rewrite(call.world, view, given.view, given.hash) };
  },
);

const publish = method(
  { scopes: [], tier: 4 },
  { user_id: needed, hash: z.string().optional(), view: fromJson },
  (given, call) => {
    const person = call.world.people.get(given.user_id);
    if (!person || !call.token.teams.includes(person.team)) throw new Refusal("user_not_found");
    const home = homeOf(call.world, given.user_id);
    if (home) return { view: rewrite(call.world, home, given.view, given.hash) };
    return {
      view: shown(put(call.world, { team: person.team, person: person.id }, "home", given.view, null)),
    };
  },
);

export const views = {
  "views.open": open,
  "views.push": push,
  "views.update": update,
  "views.publish": publish,
};

/** The modal on top of the others, which is the one a person sees. */
export function topModal(world: World, person: string): OpenView | null {
  return [...world.views.values()].findLast((one) => one.kind === "modal" && one.person === person) ?? null;
}

export function homeOf(world: World, person: string): OpenView | null {
  return [...world.views.values()].find((one) => one.kind === "home" && one.person === person) ?? null;
}

export function openModal(
  world: World,
  at: { team: string; person: string },
  payload: unknown,
  previous: OpenView | null,
): Json {
  const depth = [...world.views.values()].filter(
    (one) => one.kind === "modal" && one.person === at.person,
  ).length;
  if (previous !== null && depth >= DEEPEST) throw new Refusal("push_limit_reached");
  // Another open modal of ours gives way to a new one.
  const view = put(world, at, "modal", payload, previous);
  if (previous === null) closeModals(world, at.person, view.id);
  return shown(view);
}

export function closeModals(world: World, person: string, but?: string): void {
  for (const view of world.views.values()) {
    if (view.kind === "modal" && view.person === person && view.id !== but) world.views.delete(view.id);
  }
}

export function rewrite(world: World, view: OpenView, payload: unknown, hash: string | undefined): Json {
  if (hash !== undefined && hash !== view.hash) throw new Refusal("hash_conflict");
  view.payload = checked(payload, view.kind);
  view.hash = `${world.stamp()}.hash`;
  return shown(view);
}

/** A view as events and answers carry it. */
export function shown(view: OpenView, state: Json = { values: {} }): Json {
  return {
    private_metadata: "",
    callback_id: "",
    external_id: "",
    ...view.payload,
    id: view.id,
    team_id: view.team,
    type: view.kind,
    hash: view.hash,
    state,
    root_view_id: view.root,
    previous_view_id: view.previous,
    app_id: APP_ID,
    app_installed_team_id: view.team,
    bot_id: view.app,
  };
}

function put(
  world: World,
  { team, person }: { team: string; person: string },
  kind: "home" | "modal",
  payload: unknown,
  previous: OpenView | null,
): OpenView {
  const id = world.newId("V");
  const view: OpenView = {
    id,
    team,
    person,
    app: world.teams.get(team)?.bot.id ?? "",
    kind,
    hash: `${world.stamp()}.hash`,
    payload: checked(payload, kind),
    root: previous?.root ?? id,
    previous: previous?.id ?? null,
  };
  world.views.set(id, view);
  return view;
}

/** With a block id and an action id wherever none was given, as Slack adds them. */
function checked(payload: unknown, kind: "home" | "modal"): OpenView["payload"] {
  const errors = viewProblems(payload, kind);
  if (errors.length > 0) throw new Refusal("invalid_arguments", detailed(errors));
  const view = View.parse(payload);
  return { ...view, blocks: withIds(view.blocks) };
}

function spend(world: World, teams: readonly string[], id: string): { person: string } {
  const trigger = world.triggers.get(id);
  if (!trigger || !teams.includes(trigger.team)) throw new Refusal("invalid_trigger_id");
  if (trigger.used) throw new Refusal("exchanged_trigger_id");
  if (world.clock.now() > trigger.until) throw new Refusal("expired_trigger_id");
  trigger.used = true;
  return trigger;
}
