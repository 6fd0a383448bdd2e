import { App, HTTPReceiver } from "@slack/bolt";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buttons, QUIET, refusal, section, workspace } from "./workspace.ts";

/** An app on the real framework that does one thing for everything it hears, and tells what it heard. */
let at: Awaited<ReturnType<typeof workspace>>;
let stop: () => Promise<unknown>;
let heard: string[];
beforeEach(() => {
  heard = [];
});

const form = (title = "Form") => ({
  type: "modal" as const,
  callback_id: "form",
  title: { type: "plain_text" as const, text: title },
  submit: { type: "plain_text" as const, text: "Send" },
  notify_on_close: true,
  blocks: [
    {
      ...input("need", "What do you need?", { type: "plain_text_input", action_id: "a", max_length: 20 }),
      block_id: "need",
    },
    input(
      "who",
      "For whom?",
      { type: "static_select", action_id: "a", options: ["Me", "My team"].map(option) },
      true,
    ),
    input("when", "When?", { type: "datepicker", action_id: "a", initial_date: "2026-12-01" }, true),
    input(
      "how",
      "How?",
      { type: "checkboxes", action_id: "a", options: ["Course", "Mentor"].map(option) },
      true,
    ),
  ],
});
const option = (text: string) => ({ text: { type: "plain_text" as const, text }, value: text.toLowerCase() });
function input(block_id: string, label: string, element: object, optional = false) {
  return { type: "input", block_id, label: { type: "plain_text", text: label }, element, optional };
}

beforeAll(async () => {
  at = await workspace();
  const receiver = new HTTPReceiver({ signingSecret: at.slack.app.signingSecret, logger: QUIET, port: 0 });
  const app = new App({
    token: at.token,
    receiver,
    logger: QUIET,
    clientOptions: { slackApiUrl: at.slack.apiUrl },
  });
  app.event("message", async ({ event, say }) => {
    heard.push(`message ${"text" in event ? event.text : event.subtype}`);
    await say("I heard you.");
  });
  app.event("app_mention", async ({ event, client }) => {
    heard.push(`mention ${event.text}`);
    const { channel, user = "", ts } = event;
    await client.chat.postEphemeral({
      channel,
      user,
      thread_ts: ts,
      text: "for you",
      blocks: [buttons("Share")],
    });
  });
  app.event("app_home_opened", async ({ event, client }) => {
    heard.push(`opened ${event.tab}`);
    await client.views.publish({
      user_id: event.user,
      view: { type: "home", blocks: [section("Your goal"), buttons("Change")] },
    });
  });
  app.event("link_shared", async ({ event, client }) => {
    heard.push(`link ${event.links[0]?.url}`);
    const unfurls = { [event.links[0]?.url ?? ""]: { blocks: [section("A course about feedback")] } };
    const source = event.source === "composer" ? "composer" : "conversations_history";
    await client.chat.unfurl({ unfurl_id: event.unfurl_id ?? "", source, unfurls });
  });
  app.event("agent_session_stopped", async ({ event }) => {
    heard.push(`stopped ${event.streaming_message_ts.length}`);
  });
  app.action(/.*/, async ({ action, ack, body, respond }) => {
    await ack();
    heard.push(
      `action ${"action_id" in action && action.action_id} ${"value" in action ? action.value : ""}`,
    );
    if (body.type === "block_actions" && body.container.is_ephemeral)
      await respond({ delete_original: true, text: "" });
  });
  app.command("/lotse", async ({ ack, body, client, command }) => {
    heard.push(`command ${command.text}`);
    if (command.text === "help") return ack("This is what I can do.");
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form() });
  });
  app.shortcut("request_learning", async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form() });
  });
  app.shortcut("note_from_message", async ({ ack, body }) => {
    await ack();
    heard.push(`note ${body.type === "message_action" ? body.message.text : ""}`);
  });
  app.view("form", async ({ ack, view }) => {
    const { need, who, when, how } = view.state.values;
    const told = [need?.a?.value, who?.a?.selected_option?.value, when?.a?.selected_date];
    heard.push(["form", ...told, ...(how?.a?.selected_options ?? []).map((one) => one.value)].join(" "));
    if (need?.a?.value === "x")
      return ack({ response_action: "errors", errors: { need: "Say a little more." } });
    if (need?.a?.value === "more") return ack({ response_action: "push", view: form("Second") });
    if (need?.a?.value === "other") return ack({ response_action: "update", view: form("Changed") });
    if (need?.a?.value === "all") return ack({ response_action: "clear" });
    await ack();
  });
  app.view({ callback_id: "form", type: "view_closed" }, async ({ ack }) => {
    await ack();
    heard.push("closed");
  });
  const server = await app.start();
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  at.slack.sendsTo(`http://127.0.0.1:${port}/slack/events`);
  expect(await at.slack.verifies(`http://127.0.0.1:${port}/slack/events`)).toBe(true);
  stop = () => app.stop();
});
afterAll(async () => {
  await stop();
  await at.slack.close();
});

describe("a person in the loopback Slack, with an app on Bolt", () => {
  it("writes, and is answered", async () => {
    const { reception } = await at.ana.says("hello");
    expect(reception).toMatchObject({ status: 200 });
    await expect.poll(() => at.ana.reads()).toEqual(["hello", "I heard you."]);
    expect(heard).toEqual(["message hello"]);
  });

  it("mentions it, and gets an answer that only they see and can make go away", async () => {
    await at.ana.mentions("what is this?", { in: at.general });
    await expect.poll(() => at.ana.sees(at.general).at(-1)?.buttons).toEqual(["Share"]);
    expect(at.ben.sees(at.general).at(-1)?.words).toContain("what is this?");
    await at.ana.clicks("Share");
    await expect.poll(() => at.ana.sees(at.general).at(-1)?.words).toContain("what is this?");
    expect(heard).toEqual([`mention <@${at.team.bot.user}> what is this?`, "action press.Share Share"]);
  });

  it("presses thumbs and chooses options, in the message they mean", async () => {
    const thumb = (text: string) => ({
      text: { type: "plain_text" as const, text },
      value: text.toLowerCase(),
    });
    const feedback = {
      type: "feedback_buttons" as const,
      action_id: "thumbs",
      positive_button: thumb("Good"),
      negative_button: thumb("Bad"),
    };
    const more = { type: "overflow" as const, action_id: "more", options: [option("Hide")] };
    const post = (...blocks: object[]) =>
      at.client.apiCall("chat.postMessage", { channel: at.ana.direct(), text: "t", blocks });
    await post(buttons("First"));
    await post({ type: "context_actions", elements: [feedback] }, { ...section("x"), accessory: more });
    expect(at.ana.sees().at(-1)?.words).toBe("[Good] [Bad]\nx\nHide");
    await at.ana.clicks("Bad");
    await at.ana.clicks("Hide");
    await at.ana.clicks("First");
    expect(heard).toEqual(["action thumbs bad", "action more ", "action press.First First"]);
    await expect(at.ana.clicks("Nowhere")).rejects.toThrow("sees nothing called “Nowhere”");
  });

  it("opens the home tab, and presses there", async () => {
    expect(at.ben.seesHome()).toBeNull();
    await at.ben.opensHome();
    await expect.poll(at.ben.seesHome).toBe("Your goal\n[Change]");
    await at.ben.clicks("Change", "home");
    expect(heard).toEqual(["opened home", "action press.Change Change"]);
  });

  it("shares a link, which is shown with what is behind it", async () => {
    await at.ana.sharesLink("https://learn.example.com/c/42", { in: at.general });
    await expect.poll(() => at.ben.sees(at.general).at(-1)?.words).toContain("A course about feedback");
  });

  it("sees that already while typing, where nothing else can be found yet", async () => {
    await at.ben.composesLink("https://learn.example.com/c/42");
    await expect.poll(at.ben.seesDraft).toContain("A course about feedback");
    const unfurls = { "https://learn.example.com/c/42": { blocks: [section("x")] } };
    const byPlace = at.client.chat.unfurl({ channel: "COMPOSER", ts: "1.000001", unfurls });
    expect((await refusal(byPlace)).error).toBe("cannot_find_message");
    expect(await at.ben.composesLink("https://elsewhere.example.net/")).toBeNull();
  });

  it("stops an answer that is being written", async () => {
    const { channel, ts } = await at.ana.says("long one");
    await at.client.chat.startStream({ channel, thread_ts: ts, markdown_text: "Well …" });
    await at.ana.pressesStop();
    expect(heard).toContain("stopped 1");
  });

  it("runs a command, and is answered at once or in a form", async () => {
    await at.ana.runs("/lotse", "help", { in: at.general });
    expect(at.ana.sees(at.general).at(-1)).toMatchObject({
      words: "This is what I can do.",
      ephemeral: true,
    });
    await at.ana.runs("/lotse", "request");
    await expect
      .poll(at.ana.seesModal)
      .toMatchObject({ title: "Form", words: expect.stringContaining("When?") });
    await at.ana.closesModal();
    expect(at.ana.seesModal()).toBeNull();
    expect(heard).toEqual(["command help", "command request", "closed"]);
  });

  it("fills in a form, is told what is wrong with it, and sends it", async () => {
    await at.ana.usesShortcut("request_learning");
    await expect.poll(at.ana.seesModal).not.toBeNull();
    await expect(at.ana.submits({})).rejects.toThrow("“What do you need?” has to be filled in");
    await expect(at.ana.submits({ "What do you need?": "y".repeat(21) })).rejects.toThrow("too long");
    await expect(at.ana.submits({ "Why?": "z" })).rejects.toThrow("no field “Why?”");
    const wrong = await at.ana.submits({ "What do you need?": "x" });
    expect(wrong).toEqual({ state: "errors", errors: { "What do you need?": "Say a little more." } });
    const filled = { "What do you need?": "SQL", "For whom?": "My team", "How?": ["Mentor"] };
    expect(await at.ana.submits(filled)).toEqual({ state: "closed" });
    expect(at.ana.seesModal()).toBeNull();
    expect(heard).toEqual(["form x  2026-12-01", "form SQL my team 2026-12-01 mentor"]);
  });

  it("goes through forms that change, lie on each other, and vanish together", async () => {
    await at.ana.usesShortcut("request_learning");
    await expect.poll(at.ana.seesModal).not.toBeNull();
    const send = (text: string) => at.ana.submits({ "What do you need?": text });
    expect(await send("other")).toEqual({ state: "updated" });
    expect(at.ana.seesModal()?.title).toBe("Changed");
    expect(await send("more")).toEqual({ state: "pushed" });
    expect(at.ana.seesModal()?.title).toBe("Second");
    expect(await send("all")).toEqual({ state: "cleared" });
    expect(at.ana.seesModal()).toBeNull();
  });

  it("uses a shortcut on a message", async () => {
    const { ts } = await at.ben.says("Look at this", { in: at.general });
    await at.ana.usesShortcut("note_from_message", ts);
    expect(heard).toContain("note Look at this");
  });
});
