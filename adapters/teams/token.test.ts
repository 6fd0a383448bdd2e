import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type LoopbackTeams, loopbackTeams } from "../../tests/loopback/teams/teams.ts";
import { cloudOf } from "./cloud.ts";
import { type IsSigned, inboundTokens } from "./token.ts";

const MINUTE = 60_000;

describe("the keys with which the Bot Framework signs (S2)", () => {
  let teams: LoopbackTeams;
  let service: string;
  let isSigned: IsSigned;

  beforeEach(async () => {
    teams = await loopbackTeams();
    service = teams.serviceUrl(teams.home.id);
    const cloud = cloudOf(new URL(teams.authority));
    isSigned = inboundTokens({ app: teams.app.id, cloud, now: () => Date.now() });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await teams.close();
  });

  const signed = () => teams.framework.authorization(service);
  const passes = (ms: number) => vi.setSystemTime(Date.now() + ms);

  it("are fetched once for all that comes", async () => {
    for (let times = 0; times < 5; times++) expect(await isSigned(await signed(), service)).toBe(true);
    expect([teams.framework.asked(), teams.framework.fetched()]).toEqual([1, 1]);
  });

  it("are fetched anew when it signs with a new one, and what the old one signed counts no more", async () => {
    const old = await signed();
    expect(await isSigned(old, service)).toBe(true);
    await teams.framework.changesKeys();
    passes(MINUTE);
    expect(await isSigned(await signed(), service)).toBe(true);
    expect(await isSigned(old, service)).toBe(false);
    expect(teams.framework.fetched()).toBe(2);
  });

  it("are fetched no more often for tokens that name keys nobody has", async () => {
    expect(await isSigned(await signed(), service)).toBe(true);
    passes(MINUTE);
    const forged = await teams.framework.forged("unknown key", service);
    for (let times = 0; times < 20; times++) expect(await isSigned(forged, service)).toBe(false);
    expect(teams.framework.fetched()).toBe(2);
    expect(await isSigned(await signed(), service)).toBe(true);
  });

  it("count for a day while their server is away, and no longer", async () => {
    expect(await isSigned(await signed(), service)).toBe(true);
    await teams.close();
    passes(23 * 60 * MINUTE);
    expect(await isSigned(await signed(), service)).toBe(true);
    passes(2 * 60 * MINUTE);
    await expect(isSigned(await signed(), service)).rejects.toMatchObject({ kind: "unavailable" });
    teams = await loopbackTeams();
  });

  it("may be out of reach: then nobody is taken for a liar, nor let in", async () => {
    const token = await signed();
    await teams.close();
    await expect(isSigned(token, service)).rejects.toMatchObject({ kind: "unavailable" });
    teams = await loopbackTeams();
  });

  it("are good for as long as a token says, give or take five minutes", async () => {
    const token = await signed();
    passes(-4 * MINUTE);
    expect(await isSigned(token, service)).toBe(true);
    passes(-3 * MINUTE);
    expect(await isSigned(token, service)).toBe(false);
    passes(7 * MINUTE + 64 * MINUTE);
    expect(await isSigned(token, service)).toBe(true);
    passes(2 * MINUTE);
    expect(await isSigned(token, service)).toBe(false);
  });
});
