import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { blockOf, openPage } from "../page.ts";
import { type Place, places } from "./places.ts";
import { type Child, startProcess } from "./start-child.ts";

const [embedded] = places;

describe("SIGKILL while a model writes (F1, R1)", () => {
  let place: Place;
  beforeEach(async () => {
    if (embedded === undefined) throw new Error("there is no place to run in");
    place = await embedded.make();
  });
  afterEach(() => place.remove());

  const pageOf = (child: Child) =>
    openPage(
      {
        handle: (request: Request) => {
          const { pathname, search } = new URL(request.url);
          return fetch(`http://127.0.0.1:${child.port}${pathname}${search}`, request);
        },
      },
      "ida",
    );

  it("ends in one message, written anew", async () => {
    const first = await startProcess("model-child.ts", [place.options.folder, "hangs"]);
    const before = await pageOf(first);
    const exit = once(first.process, "exit");
    await before.post({ kind: "message", text: "Wie hoch ist mein Lernbudget?", attachments: [] });
    await before.until(() => JSON.stringify(before.seen).includes("Dein Lernbudget"));
    first.process.kill("SIGKILL");
    await exit;

    await place.afterLeases();
    const second = await startProcess("model-child.ts", [place.options.folder]);
    const after = await pageOf(second);
    await after.until(() => after.fromLotse().length >= 2);
    const shown = [...after.messages.values()].filter(({ author }) => author === "lotse");
    expect(shown.map(({ state }) => state)).toEqual(["done", "done"]);
    expect(blockOf(shown, "claims").claims).toHaveLength(1);
    await after.close();
    await second.end();
  });
});
