import type { Inward, Route } from "../../src/channel/adapter.ts";
import { languages } from "../../src/learner/languages.ts";
import type { SlackParts } from "./adapter.ts";
import { boltApp } from "./bolt.ts";
import { commanding } from "./commands.ts";
import { slackEntry } from "./entry.ts";
import { greeting } from "./greeting.ts";
import { homeTab } from "./home.ts";
import { modals as modalsOver } from "./modals.ts";
import { people as peopleOf } from "./people.ts";
import type { Posting } from "./posting.ts";
import { pressing } from "./press.ts";
import { sharing } from "./share.ts";
import { shortcuts } from "./shortcuts.ts";
import { type Socket, socketMode } from "./socket.ts";
import { surroundings } from "./surroundings.ts";
import { type TakeParts, taking as takingInto } from "./take.ts";
import { titling } from "./titles.ts";
import { unfurling } from "./unfurl.ts";
import { unitsOf } from "./units.ts";
import { workspaces as workspacesOf } from "./workspaces.ts";

type Parts = SlackParts & { inward: Inward; posting: Posting };

/** Puts together what comes in: the routes, and the connection of Socket Mode where that is chosen. */
export function inside(parts: Parts): { routes: Route[]; socket: Socket | null } {
  const { signingSecret, appToken, url, tokens, store, memory, clock, log } = parts;
  const now = () => clock.now();
  const { readOf } = store;
  const failed = (error: unknown) => log.warn("something that Slack asked for could not be shown", {}, error);

  const workspaces = workspacesOf({ store, tokens, now, log });
  const people = peopleOf({ ...parts, units: unitsOf({ ...parts, now }), now });
  const title = titling(parts.posting);
  const begun: TakeParts["begun"] = (by, text) => void title(by, text).catch(failed);
  const taking = takingInto({ ...parts, workspaces, people, readOf, begun });
  const common = {
    ...parts,
    workspaces,
    people,
    taking,
    readOf,
    languageOf: languages(readOf).ofPerson,
    now,
  };
  const modals = modalsOver(common);
  const home = homeTab(common);
  const press = pressing({ ...common, modals, home, share: sharing(common), failed });
  const socket = appToken === null ? null : socketMode({ appToken, url, log });
  const { receive } = boltApp(
    {
      take: taking.take,
      ...press,
      shortcut: shortcuts({ ...common, modals }),
      command: commanding({ ...common, modals }),
      surroundings: surroundings({
        ...common,
        home,
        unfurl: unfurling(common),
        greet: greeting(common),
        async uninstalled(gone) {
          await tokens.uninstalled(gone);
          workspaces.forget();
        },
      }),
    },
    { url, ...(socket ? { receiver: socket.receiver } : {}) },
  );
  return {
    routes: signingSecret === null ? [] : [slackEntry({ secret: signingSecret, receive, memory, now, log })],
    socket,
  };
}
