import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Notice } from "../../src/replica/notices.ts";
import type { Replicas } from "../../src/replicas.ts";
import { installations } from "../replicas.ts";

describe.each(installations)("notices over $name", ({ open }) => {
  const joined: Replicas[] = [];
  let installation: ReturnType<typeof open>;

  beforeEach(() => {
    installation = open();
  });
  afterEach(async () => {
    for (const replica of joined.splice(0)) await replica.close();
  });

  async function join(): Promise<{ replica: Replicas; heard: Notice[] }> {
    const replica = installation.join();
    joined.push(replica);
    const heard: Notice[] = [];
    replica.notices.hear((notice) => {
      if (notice.notice !== "gap") heard.push(notice);
    });
    await expect.poll(() => replica.notices.isUp()).toBe(true);
    return { replica, heard };
  }

  const place = { org: "werft", conversation: "web:ida" };
  const told: Notice[] = [
    { notice: "inbox", ...place },
    { notice: "outbox", ...place },
    { notice: "stop", ...place, delivery: null },
    { notice: "stop", ...place, delivery: "d1" },
    { notice: "knowledge", org: "werft" },
    { notice: "page", ...place, name: "append", data: { id: "d1", text: "ein Wort \u{1f44d}" } },
  ];

  it("reach every other replica, each kind of them, in the order they were told", async () => {
    const [here, there, beyond] = [await join(), await join(), await join()];
    for (const notice of told) here.replica.notices.tell(notice);
    await expect.poll(() => there.heard).toEqual(told);
    await expect.poll(() => beyond.heard).toEqual(told);
  });

  it("do not come back to who told them", async () => {
    const [here, there] = [await join(), await join()];
    here.replica.notices.tell({ notice: "knowledge", org: "eins" });
    there.replica.notices.tell({ notice: "knowledge", org: "zwei" });
    await expect.poll(() => here.heard).toEqual([{ notice: "knowledge", org: "zwei" }]);
    await expect.poll(() => there.heard).toEqual([{ notice: "knowledge", org: "eins" }]);
  });

  it("stay within their installation", async () => {
    const [here, there] = [await join(), await join()];
    installation = open();
    const [stranger, beyond] = [await join(), await join()];
    here.replica.notices.tell({ notice: "knowledge", org: "werft" });
    stranger.replica.notices.tell({ notice: "knowledge", org: "fremd" });
    here.replica.notices.tell({ notice: "knowledge", org: "zuletzt" });
    stranger.replica.notices.tell({ notice: "knowledge", org: "zuletzt" });
    const orgs = (heard: Notice[]) => heard.map((notice) => "org" in notice && notice.org);
    await expect.poll(() => orgs(there.heard)).toEqual(["werft", "zuletzt"]);
    await expect.poll(() => orgs(beyond.heard)).toEqual(["fremd", "zuletzt"]);
  });

  it("no longer come to who has closed, and closing twice does no harm", async () => {
    const [here, gone, there] = [await join(), await join(), await join()];
    await gone.replica.close();
    await gone.replica.close();
    here.replica.notices.tell({ notice: "knowledge", org: "werft" });
    await expect.poll(() => there.heard).toHaveLength(1);
    expect(gone.heard).toEqual([]);
  });
});
