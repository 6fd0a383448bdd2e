import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buttons, refusal, section, workspace } from "./workspace.ts";

let at: Awaited<ReturnType<typeof workspace>>;
beforeAll(async () => {
  at = await workspace();
});
afterAll(() => at.slack.close());
const post = (given: Record<string, unknown>) =>
  at.client.apiCall("chat.postMessage", { channel: at.ana.direct(), ...given });
const tsOf = (posted: object) => ("ts" in posted ? String(posted.ts) : "");

describe("a message in the loopback Slack", () => {
  it("is seen by those in its channel, as words and buttons", async () => {
    await at.client.chat.postMessage({
      channel: at.general,
      text: "Soon",
      blocks: [
        section("*Soon* &amp; &lt;free&gt;: <https://learn.example.com/1|the course>"),
        buttons("Book", "Later"),
      ],
    });
    const [seen] = at.ben.sees(at.general).slice(-1);
    expect(seen).toMatchObject({
      from: "Lotse",
      words: "*Soon* & <free>: the course\n[Book] [Later]",
      buttons: ["Book", "Later"],
      text: "Soon",
      links: ["https://learn.example.com/1"],
      pings: [],
      ephemeral: false,
    });
  });

  it("can go to a person, which opens their direct conversation", async () => {
    const posted = await at.client.chat.postMessage({ channel: at.ben.id, text: "hello Ben" });
    expect(posted.channel).toBe(at.ben.direct());
    const opened = await at.client.conversations.open({ users: at.ben.id });
    expect(opened.channel?.id).toBe(at.ben.direct());
  });

  it.each([
    ["channel_not_found", { channel: "C0NOWHERE", text: "x" }],
    ["no_text", { text: "" }],
    ["invalid_blocks_format", { blocks: "[{" }],
    ["msg_blocks_too_many", { blocks: Array.from({ length: 51 }, () => ({ type: "divider" })) }],
    ["markdown_text_conflict", { text: "x", markdown_text: "y" }],
    ["msg_too_long", { markdown_text: "x".repeat(12_001) }],
    ["invalid_metadata_format", { text: "x", metadata: "{" }],
    ["invalid_metadata_schema", { text: "x", metadata: { event_type: "a" } }],
    [
      "metadata_too_large",
      { text: "x", metadata: { event_type: "a", event_payload: { id: "x".repeat(17_000) } } },
    ],
  ])("is refused with %s", async (error, given) => {
    expect((await refusal(post(given))).error).toBe(error);
  });

  it("is refused where the app is not, where nothing can be written any more, and for who has left", async () => {
    const closed = at.slack.channel(at.team, "closed", [at.ana], { withApp: false });
    expect((await refusal(post({ channel: closed, text: "x" }))).error).toBe("not_in_channel");
    const old = at.slack.channel(at.team, "old", [at.ana]);
    at.slack.archives(old);
    expect((await refusal(post({ channel: old, text: "x" }))).error).toBe("is_archived");
    const gone = at.slack.person(at.team, "Gone", { left: true });
    expect((await refusal(post({ channel: gone.id, text: "x" }))).error).toBe("account_inactive");
  });

  it("says what is wrong with its blocks, and where", async () => {
    expect(await refusal(post({ blocks: [section("fine"), section("x".repeat(3001))] }))).toMatchObject({
      error: "invalid_blocks",
      errors: ["must be less than 3001 characters [json-pointer:/blocks/1/text/text]"],
    });
  });

  it("shows who would be notified by it", async () => {
    await post({ text: "<!channel> <@U0ANA> <!subteam^S1> <!here|x>", blocks: [section("fine")] });
    await post({ text: "@channel", link_names: true });
    await post({ markdown_text: "hello <!everyone>" });
    expect(
      at.ana
        .sees()
        .slice(-3)
        .map(({ pings }) => pings),
    ).toEqual([["<!channel>", "<@U0ANA>", "<!subteam^S1>", "<!here|x>"], ["@channel"], ["<!everyone>"]]);
  });

  it("can be rewritten by its author alone, and in a shorter text", async () => {
    const ts = tsOf(
      await post({ text: "before", metadata: { event_type: "d", event_payload: { id: "1" } } }),
    );
    const update = (given: Record<string, unknown>) =>
      refusal(at.client.apiCall("chat.update", { channel: at.ana.direct(), ts, text: "x", ...given }));
    await at.client.chat.update({ channel: at.ana.direct(), ts, text: "after" });
    expect(at.ana.reads().at(-1)).toBe("after");
    // What is not named stays.
    expect(at.ana.sees().at(-1)?.metadata).toMatchObject({ event_type: "d" });
    expect((await update({ text: "x".repeat(4001) })).error).toBe("msg_too_long");
    expect((await update({ ts: "1.000001" })).error).toBe("message_not_found");
    const typed = await at.ana.says("mine");
    expect((await update({ ts: typed.ts })).error).toBe("cant_update_message");
    expect((await refusal(at.client.chat.delete({ channel: typed.channel, ts: typed.ts }))).error).toBe(
      "cant_delete_message",
    );
    await at.client.chat.delete({ channel: at.ana.direct(), ts });
    expect(at.ana.reads()).not.toContain("after");
  });

  it("loses its blocks when only a text is put in their place", async () => {
    const ts = tsOf(await post({ text: "t", blocks: [buttons("Old")] }));
    await at.client.chat.update({ channel: at.ana.direct(), ts, text: "new" });
    expect(at.ana.sees().at(-1)).toMatchObject({ words: "new", buttons: [] });
  });

  it("for one person alone is seen by nobody else, is in no history and cannot be rewritten", async () => {
    const given = { channel: at.general, user: at.ana.id, text: "just for you" };
    const { message_ts: ts = "" } = await at.client.chat.postEphemeral(given);
    expect(at.ana.sees(at.general).at(-1)).toMatchObject({ words: "just for you", ephemeral: true });
    expect(at.ben.reads(at.general)).not.toContain("just for you");
    expect((await refusal(at.client.chat.update({ channel: at.general, ts, text: "x" }))).error).toBe(
      "message_not_found",
    );
    const outside = at.slack.person(at.team, "Outside");
    expect((await refusal(at.client.chat.postEphemeral({ ...given, user: outside.id }))).error).toBe(
      "user_not_in_channel",
    );
  });
});

describe("the history of the loopback Slack", () => {
  it("gives metadata away when asked for it, page by page", async () => {
    const cleo = at.slack.person(at.team, "Cleo");
    const channel = cleo.direct();
    const root = await cleo.says("a question");
    const metadata = (id: string) => ({ event_type: "lotse_delivery", event_payload: { id } });
    for (const id of ["1", "2", "3"]) {
      await at.client.chat.postMessage({ channel, thread_ts: root.ts, text: id, metadata: metadata(id) });
    }
    const replies = (given: object) => at.client.conversations.replies({ channel, ts: root.ts, ...given });
    expect((await replies({})).messages?.[1]?.metadata).toBeUndefined();
    const first = await replies({ limit: 2, include_all_metadata: true });
    expect(first).toMatchObject({
      has_more: true,
      messages: [{ text: "a question" }, { metadata: metadata("1") }],
    });
    const next = await replies({
      limit: 2,
      include_all_metadata: true,
      cursor: first.response_metadata?.next_cursor,
    });
    expect(next).toMatchObject({
      has_more: false,
      messages: [{ metadata: metadata("2") }, { metadata: metadata("3") }],
    });
    expect((await refusal(replies({ cursor: "x" }))).error).toBe("invalid_cursor");
    expect((await refusal(replies({ ts: "1.000001" }))).error).toBe("thread_not_found");
  });

  it("has what stands alone, the newest first, within the times asked for", async () => {
    const dora = at.slack.person(at.team, "Dora");
    const channel = dora.direct();
    const [one, two] = [await dora.says("one"), await dora.says("two")];
    await dora.says("in a thread", { thread: one.ts });
    const read = async (given: object = {}) =>
      (await at.client.conversations.history({ channel, ...given })).messages?.map(({ text }) => text);
    expect(await read()).toEqual(["two", "one"]);
    expect(await read({ oldest: one.ts })).toEqual(["two"]);
    expect(await read({ oldest: two.ts, inclusive: true })).toEqual(["two"]);
  });
});

describe("what is shown of a link in the loopback Slack", () => {
  it.each([
    ["missing_channel", {}],
    ["missing_ts", { channel: "C1" }],
    ["missing_source", { unfurl_id: "u1" }],
    ["invalid_unfurl_id", { unfurl_id: "u1", source: "composer" }],
    ["cannot_find_message", { channel: "C1", ts: "1.000001" }],
  ])("is refused with %s", async (error, given) => {
    expect((await refusal(at.client.apiCall("chat.unfurl", { unfurls: {}, ...given }))).error).toBe(error);
  });

  it("belongs to a link that stands there, and can be replaced", async () => {
    const url = "https://learn.example.com/1";
    const { channel, ts } = await at.ana.sharesLink(url);
    const show = (unfurls: object | string) => at.client.apiCall("chat.unfurl", { channel, ts, unfurls });
    expect((await refusal(show({ [`${url}2`]: { blocks: [section("x")] } }))).error).toBe(
      "cannot_unfurl_message",
    );
    expect((await refusal(show("{"))).error).toBe("invalid_unfurls_format");
    expect((await refusal(show({ [url]: { blocks: [section("")] } }))).error).toBe("invalid_blocks");
    await show({ [url]: { blocks: [section("first")] } });
    await show({ [url]: { blocks: [section("second")] } });
    expect(at.ana.reads().at(-1)).toBe(`${url}\nsecond`);
  });
});

describe("people in the loopback Slack", () => {
  it("have a name, a zone, a locale when asked for, and an address with its scope", async () => {
    const info = await at.client.users.info({ user: at.ana.id, include_locale: true });
    expect(info.user).toMatchObject({
      real_name: "Ana Berger",
      tz: "Europe/Berlin",
      locale: "de-DE",
      profile: { email: "ana.berger@example.com" },
    });
    expect((await at.client.users.info({ user: at.ana.id })).user?.locale).toBeUndefined();
    expect((await refusal(at.client.users.info({ user: "U0NOBODY" }))).error).toBe("user_not_found");
  });

  it("belong to user groups", async () => {
    const group = at.slack.group(at.team, "sales", [at.ana]);
    const { usergroups } = await at.client.usergroups.list();
    expect(usergroups).toEqual([expect.objectContaining({ id: group, handle: "sales", user_count: 1 })]);
    expect((await at.client.usergroups.users.list({ usergroup: group })).users).toEqual([at.ana.id]);
    expect((await refusal(at.client.usergroups.users.list({ usergroup: "S0" }))).error).toBe(
      "no_such_subteam",
    );
  });

  it("are reached one at a time, unless they have left or are none", async () => {
    const open = async (given: object) =>
      (await refusal(at.client.apiCall("conversations.open", { ...given }))).error;
    const gone = at.slack.person(at.team, "Gone too", { left: true });
    const robot = at.slack.person(at.team, "Robot", { bot: true });
    expect(await open({})).toBe("users_list_not_supplied");
    expect(await open({ users: `${at.ana.id},${at.ben.id}` })).toBe("missing_scope");
    expect(await open({ users: gone.id })).toBe("user_disabled");
    expect(await open({ users: robot.id })).toBe("cannot_dm_bot");
  });

  it("cannot be reached in a workspace the token is not for", async () => {
    const other = at.slack.team("Elsewhere");
    const carl = at.slack.person(other, "Carl");
    expect((await refusal(post({ channel: carl.id, text: "x" }))).error).toBe("channel_not_found");
    expect((await refusal(at.client.conversations.open({ users: carl.id }))).error).toBe("user_not_found");
  });
});
