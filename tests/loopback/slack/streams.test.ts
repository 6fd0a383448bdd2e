import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buttons, refusal, workspace } from "./workspace.ts";

let at: Awaited<ReturnType<typeof workspace>>;
let asked: { ts: string; channel: string };
beforeAll(async () => {
  at = await workspace();
  asked = await at.ana.says("How long is a mentoring?");
});
afterAll(() => at.slack.close());
const call = (method: string, given: Record<string, unknown>) => at.client.apiCall(`chat.${method}`, given);

/** A stream in the thread of the question, as `channel` and `ts`. */
async function open(given: Record<string, unknown> = {}) {
  const opened = await at.client.chat.startStream({ channel: asked.channel, thread_ts: asked.ts, ...given });
  return { channel: asked.channel, ts: opened.ts ?? "" };
}
const last = () => at.ana.sees().at(-1);

describe("a stream in the loopback Slack", () => {
  it("is seen while it is written, and has its blocks at the end", async () => {
    const stream = await open({ markdown_text: "Six " });
    expect(last()).toMatchObject({ words: "Six ", live: true, thread: asked.ts });
    await call("appendStream", { ...stream, markdown_text: "months." });
    expect(last()?.words).toBe("Six months.");
    const metadata = { event_type: "lotse_delivery", event_payload: { id: "d1" } };
    await call("stopStream", { ...stream, blocks: [buttons("More")], metadata });
    expect(last()).toMatchObject({ words: "Six months.\n[More]", live: false, metadata });
  });

  it("works with the helper of the SDK", async () => {
    const stream = at.client.chatStream({ channel: asked.channel, thread_ts: asked.ts, buffer_size: 1 });
    await stream.append({ markdown_text: "Hello " });
    await stream.append({ markdown_text: "Ana" });
    await stream.stop();
    expect(last()).toMatchObject({ words: "Hello Ana", live: false });
  });

  it("takes no more after its end, and no other edits before it", async () => {
    const stream = await open({ markdown_text: "x" });
    expect((await refusal(call("update", { ...stream, text: "y" }))).error).toBe("streaming_state_conflict");
    await call("stopStream", stream);
    for (const method of ["appendStream", "stopStream"]) {
      const error = (await refusal(call(method, { ...stream, markdown_text: "y" }))).error;
      expect(error).toBe("message_not_in_streaming_state");
    }
    await call("update", { ...stream, text: "the full text" });
    expect(last()?.words).toBe("the full text");
  });

  it.each([
    ["markdown_text_or_chunks_required", {}],
    ["msg_too_long", { markdown_text: "x".repeat(12_001) }],
    ["invalid_chunks", { chunks: [{ type: "markdown_text" }] }],
    [
      "cannot_provide_both_markdown_text_and_chunks",
      { markdown_text: "x", chunks: [{ type: "plan_update", title: "x" }] },
    ],
    ["streaming_mode_mismatch", { chunks: [{ type: "markdown_text", text: "x" }] }],
  ])("refuses an addition with %s", async (error, given) => {
    const stream = await open({ markdown_text: "x" });
    expect((await refusal(call("appendStream", { ...stream, ...given }))).error).toBe(error);
  });

  it("shows the steps of a task as chunks, in the same way until its end", async () => {
    const task = { type: "task_update", id: "1", title: "Looking", status: "in_progress" };
    const stream = await open({ chunks: [task] });
    await call("appendStream", { ...stream, chunks: [{ type: "markdown_text", text: "Found." }] });
    expect(last()?.words).toBe("Found.");
    expect((await refusal(call("appendStream", { ...stream, markdown_text: "x" }))).error).toBe(
      "streaming_mode_mismatch",
    );
  });

  it("needs a thread, and in a channel the person it is for", async () => {
    expect((await refusal(call("startStream", { channel: asked.channel }))).error).toBe("invalid_arguments");
    const { ts } = await at.ana.mentions("and now?", { in: at.general });
    const start = { channel: at.general, thread_ts: ts };
    expect((await refusal(call("startStream", start))).error).toBe("missing_recipient_team_id");
    const forTeam = { ...start, recipient_team_id: at.team.id };
    expect((await refusal(call("startStream", forTeam))).error).toBe("missing_recipient_user_id");
    await call("startStream", { ...forTeam, recipient_user_id: at.ana.id });
  });

  it("is the app's own", async () => {
    const error = (await refusal(call("appendStream", { ...asked, markdown_text: "x" }))).error;
    expect(error).toBe("message_not_owned_by_app");
    const nowhere = { channel: asked.channel, ts: "1.000001", markdown_text: "x" };
    expect((await refusal(call("appendStream", nowhere))).error).toBe("message_not_found");
  });

  it("ends by itself: when Slack says so, and after five minutes", async () => {
    const ended = await open({ markdown_text: "x" });
    at.slack.endsStreams();
    const error = async (stream: object) =>
      (await refusal(call("appendStream", { ...stream, markdown_text: "y" }))).error;
    expect(await error(ended)).toBe("message_not_in_streaming_state");
    const old = await open({ markdown_text: "x" });
    at.slack.passes(301_000);
    expect(await error(old)).toBe("message_not_in_streaming_state");
  });

  it("takes no more once its reader stopped it, but can still be closed", async () => {
    const stream = await open({ markdown_text: "x" });
    await at.ana.pressesStop();
    expect((await refusal(call("appendStream", { ...stream, markdown_text: "y" }))).error).toBe(
      "stopped_by_user",
    );
    await call("stopStream", stream);
    expect(last()?.live).toBe(false);
  });

  it("does not exist in some workspaces", async () => {
    const own = await workspace();
    own.team.streams = false;
    const { ts, channel } = await own.ana.says("hello");
    const error = (await refusal(own.client.chat.startStream({ channel, thread_ts: ts }))).error;
    expect(error).toBe("unknown_method");
    await own.slack.close();
  });
});

describe("a conversation with the agent in the loopback Slack", () => {
  it("has a status until something is said, a title and prompts", async () => {
    const { channel, ts } = await at.ana.says("hello");
    const thread = { channel_id: channel, thread_ts: ts };
    const threads = at.client.assistant.threads;
    await threads.setStatus({ ...thread, status: "is reading …", loading_messages: ["Looking"] });
    await threads.setTitle({ ...thread, title: "Mentoring" });
    expect(at.ana.seesThread(ts)).toMatchObject({ status: "is reading …", title: "Mentoring" });
    await at.client.chat.postMessage({ channel, thread_ts: ts, text: "Six months." });
    expect(at.ana.seesThread(ts).status).toBe("");
    await threads.setSuggestedPrompts({
      channel_id: channel,
      prompts: [{ title: "Ask", message: "How much?" }],
    });
    expect(at.ana.seesThread().prompts).toEqual(["How much?"]);
    await at.client.agents.sessions.setStatus({ ...thread, status: "closed" });
    expect(at.ana.seesThread(ts).session).toBe("closed");
  });

  it("takes four prompts, ten messages for waiting, and known threads and states", async () => {
    const { channel, ts } = await at.ana.says("hello");
    const say = async (method: string, given: object) =>
      (await refusal(at.client.apiCall(method, { channel_id: channel, thread_ts: ts, ...given }))).error;
    const prompts = Array.from({ length: 5 }, (_, n) => ({ title: `${n}`, message: `${n}` }));
    expect(await say("assistant.threads.setSuggestedPrompts", { prompts })).toBe("invalid_arguments");
    const loading = { status: "x", loading_messages: Array.from({ length: 11 }, () => "x") };
    expect(await say("assistant.threads.setStatus", loading)).toBe("invalid_arguments");
    expect(await say("assistant.threads.setStatus", { status: "x", thread_ts: "1.000001" })).toBe(
      "invalid_thread_ts",
    );
    expect(await say("agents.sessions.setStatus", { status: "active", thread_ts: undefined })).toBe(
      "thread_ts_required",
    );
    const prompt = { prompts: [{ title: "x", message: "x" }], channel_id: at.general };
    expect(await say("assistant.threads.setSuggestedPrompts", prompt)).toBe(
      "method_not_supported_for_channel_type",
    );
    expect(await say("agents.sessions.setStatus", { status: "asleep" })).toBe("invalid_status");
  });
});
