import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../house.ts";
import { loopbackTeams } from "../loopback/teams/teams.ts";
import { startProduct } from "../product.ts";
import { fromLotse } from "../teams-house.ts";

it("with a managed identity of Azure and no secret, the product answers in Teams", async () => {
  const folder = temporaryFolder();
  const teams = await loopbackTeams();
  const product = startProduct({
    DATA_DIR: join(folder.path, "data"),
    TEAMS_APP_ID: teams.app.id,
    TEAMS_TENANT_ID: teams.home.id,
    TEAMS_MANAGED_IDENTITY: "yes",
    TEAMS_AUTHORITY: teams.authority,
    IDENTITY_ENDPOINT: teams.identityEndpoint,
    IDENTITY_HEADER: teams.app.identityHeader,
  });
  try {
    teams.sendsTo(`${await product.ready()}/teams/messages`);
    const ana = teams.person(teams.home, "Ana", { locale: "de-DE" });
    await ana.says("Wie hoch ist mein Lernbudget?");
    await expect.poll(() => fromLotse(ana).at(-1)?.words, { timeout: 15_000 }).toContain("1.200");
    expect(teams.entra.given()).toBe(1);
    expect(product.complaints()).toBe("");
  } finally {
    await product.end("SIGKILL");
    await teams.close();
    folder.remove();
  }
}, 60_000);
