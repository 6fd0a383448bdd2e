import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listener } from "./listener.ts";
import { refusal, section, workspace } from "./workspace.ts";

let at: Awaited<ReturnType<typeof workspace>>;
let app: Awaited<ReturnType<typeof listener>>;
beforeAll(async () => {
  [at, app] = [await workspace(), await listener((response) => response.end())];
  at.slack.sendsTo(app.url);
});
afterAll(async () => {
  await app.close();
  await at.slack.close();
});
const form = (title = "Form") => ({
  type: "modal" as const,
  title: { type: "plain_text" as const, text: title },
  blocks: [section("x")],
});
/** Ana runs a command: what came with it. */
async function command(name: "trigger_id" | "response_url", where: { in?: string } = {}): Promise<string> {
  await at.ana.runs("/lotse", "help", where);
  return new URLSearchParams(app.heard.at(-1)?.body).get(name) ?? "";
}
const triggerOfNow = () => command("trigger_id");

describe("views of the loopback Slack", () => {
  it("are opened once with each trigger, within three seconds", async () => {
    const open = (trigger_id: string) => at.client.views.open({ trigger_id, view: form() });
    const trigger = await triggerOfNow();
    await open(trigger);
    expect((await refusal(open(trigger))).error).toBe("exchanged_trigger_id");
    const late = await triggerOfNow();
    at.slack.passes(3001);
    expect((await refusal(open(late))).error).toBe("expired_trigger_id");
    expect((await refusal(open("1.2.3"))).error).toBe("invalid_trigger_id");
  });

  it("are rewritten by those who saw their latest state", async () => {
    const { view } = await at.client.views.open({ trigger_id: await triggerOfNow(), view: form("Loading") });
    const update = (hash?: string) =>
      at.client.views.update({ view_id: view?.id ?? "", view: form("Ready"), ...(hash && { hash }) });
    await update(view?.hash);
    expect(at.ana.seesModal()?.title).toBe("Ready");
    expect((await refusal(update(view?.hash))).error).toBe("hash_conflict");
    await update();
    const gone = at.client.views.update({ view_id: "V0", view: form() });
    expect((await refusal(gone)).error).toBe("not_found");
  });

  it("lie at most three deep", async () => {
    const push = async () => {
      return at.client.views.push({ trigger_id: await triggerOfNow(), view: form() });
    };
    await at.client.views.open({ trigger_id: await triggerOfNow(), view: form() });
    await push();
    await push();
    expect((await refusal(push())).error).toBe("push_limit_reached");
  });

  it("are refused with what is wrong, and where", async () => {
    const view = form("x".repeat(25));
    expect(await refusal(at.client.views.open({ trigger_id: await triggerOfNow(), view }))).toMatchObject({
      error: "invalid_arguments",
      response_metadata: {
        messages: ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"],
      },
    });
  });
});

describe("a response address of the loopback Slack", () => {
  const say = (url: string, said: object) => fetch(url, { method: "POST", body: JSON.stringify(said) });

  it("works five times, for half an hour, for one person or for all", async () => {
    const url = await command("response_url", { in: at.general });
    expect((await say(url, { text: "mine" })).status).toBe(200);
    expect(at.ana.sees(at.general).at(-1)).toMatchObject({ words: "mine", ephemeral: true });
    await say(url, { text: "everybody's", response_type: "in_channel" });
    expect(at.ben.reads(at.general).at(-1)).toBe("everybody's");
    expect((await say(url, { text: "" })).status).toBe(400);
    await say(url, { text: "four" });
    await say(url, { text: "five" });
    expect(await (await say(url, { text: "six" })).text()).toBe("used_url");
    const late = await command("response_url");
    at.slack.passes(1_800_001);
    expect(await (await say(late, { text: "late" })).text()).toBe("expired_url");
  });
});
