import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { orderedStamps } from "../../src/clock.ts";
import { ownerOf, ownRows } from "../../src/privacy/own-rows.ts";
import { renewHouseKey } from "../../src/store/house-keys.ts";
import type { KeyVault } from "../../src/store/key-vault.ts";
import { type Keys, openKeys } from "../../src/store/keys.ts";
import type { Place } from "../../src/store/sealing.ts";
import { type Committed, conversations, openStack } from "../../src/turn/conversation.ts";
import { inbox } from "../../src/turn/inbox.ts";
import { isNotYet } from "../../src/turn/not-yet.ts";
import { outbox } from "../../src/turn/outbox.ts";
import { addOrg } from "../all-orgs.ts";
import { type Bench, engines } from "../engines.ts";
import { byIda } from "../happenings.ts";
import { movingClock } from "../moving-clock.ts";
import { type VaultPlace, vaults } from "../vaults.ts";

const ORG = "werft";
const CHAT = "web:ida";
const STACK = [{ dialog: "goal", state: { step: "why" } }];

/** It was frozen, or the vault was out of its reach, while another made a new house key and began to seal with it. */
describe.each(engines)("a replica that has not looked into the key vault for long, on $name", ({ open }) => {
  const clock = movingClock("2026-11-24T09:00:00Z");
  let place: VaultPlace;
  let vault: KeyVault;
  let bench: Bench;
  let quiet: Keys;
  let busy: Keys;

  const minutes = (count: number) =>
    clock.set(new Date(Date.parse("2026-11-24T09:00:00Z") + count * 60_000).toISOString());
  const replica = () =>
    openKeys({ vault, masterKeys: { master: Buffer.alloc(32, 1), other: null }, clock, inUse: [] });
  const parts = ({ sealer }: Keys) => ({ store: bench.store, sealer, stamp: orderedStamps(clock) });
  const take = (as: Keys) => conversations(parts(as)).take(ORG, CHAT, clock.now());
  const said = (id: string) => byIda({ kind: "message", text: "hallo", attachments: [] }, id);

  beforeEach(async () => {
    minutes(0);
    const [engine] = vaults;
    if (!engine) throw new Error("there is no vault");
    place = await engine.place();
    vault = await place.open();
    bench = await open();
    await addOrg(bench.store, ORG);
    quiet = await replica();
    busy = await replica();
    await renewHouseKey({ vault, wrapping: busy.wrapping, clock });
    await busy.sealer.refresh();
    minutes(12);
  });
  afterEach(async () => {
    await bench.close();
    await vault.close();
    await place.remove();
  });

  /** What the others have done meanwhile. */
  async function lived(): Promise<void> {
    await inbox(parts(busy)).accept(said("e1"));
    const held = await take(busy);
    if (!held || isNotYet(held)) throw new Error("nothing to take");
    const delivery = randomUUID();
    const committed: Committed = {
      stack: STACK,
      language: "de",
      closedSaidAt: null,
      owner: "ida",
      changes: [],
      deliveries: [
        {
          org: ORG,
          conversation: CHAT,
          delivery,
          position: 1,
          unaskedOf: null,
          parcel: { reply: { kind: "message", blocks: [] }, learner: "ida", answer: "" },
        },
      ],
      stop: null,
      event: "done",
    };
    await conversations(parts(busy)).commit(held, committed, clock.now());
    await inbox(parts(busy)).accept(said("e2"));
  }
  const events = () =>
    bench.store.read.selectFrom("inbox").select(["event", "state", "attempts"]).orderBy("event").execute();

  it("leaves an event to the others instead of putting it aside, and handles it once it knows the key (F23)", async () => {
    await inbox(parts(busy)).accept(said("e1"));
    const taken = await take(quiet);
    expect(taken && isNotYet(taken)).toBe(true);
    expect(await events()).toEqual([{ event: "e1", state: "waiting", attempts: 0 }]);
    await quiet.sealer.refresh();
    expect(await take(quiet)).toMatchObject({ event: { id: "e1" }, attempts: 1 });
  });

  it("loses no dialog under way (F23)", async () => {
    await lived();
    const row = await bench.store.read
      .selectFrom("conversation")
      .select("sealed_stack")
      .executeTakeFirstOrThrow();
    const read = () => openStack(quiet.sealer, ORG, CHAT, row.sealed_stack);
    expect(read).toThrow(expect.objectContaining({ kind: "unavailable" }));
    await quiet.sealer.refresh();
    expect(read()).toEqual(STACK);
  });

  it("refuses no delivery (F23)", async () => {
    await lived();
    const claim = () => outbox(parts(quiet)).claim(ORG, CHAT, clock.now());
    const claimed = await claim();
    expect(claimed && isNotYet(claimed)).toBe(true);
    await quiet.sealer.refresh();
    expect(await claim()).toMatchObject({ parcel: { learner: "ida" }, attempts: 1, doubtful: false });
  });

  it("takes nothing that it cannot read for lost, as when somebody is erased or joined (P12, F23)", async () => {
    await lived();
    const read = bench.store.readOf(ORG);
    const owner = { ...(await ownerOf(read, ORG, "uma")), conversations: ["web:uma"] };
    await expect(ownRows(read, quiet.sealer, "inbox", owner)).rejects.toMatchObject({ kind: "unavailable" });
    await quiet.sealer.refresh();
    expect(await ownRows(read, quiet.sealer, "inbox", owner)).toEqual([]);
  });

  it("still says of a key that nobody has that it is gone (F23)", async () => {
    const somewhere: Place = ["inbox", ORG, "web", "e9"];
    const sealed = busy.sealer.seal("x", somewhere).replace(/^1\.[0-9a-f]{8}/, "1.00000000");
    await quiet.sealer.refresh();
    expect(() => quiet.sealer.open(sealed, somewhere)).toThrow(/Put back the newest backup/);
  });
});
