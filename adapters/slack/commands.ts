import { z } from "zod";
import { type Block, text } from "../../src/channel/block.ts";
import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";
import { findOrg } from "../../src/org/org.ts";
import type { Store } from "../../src/store/store.ts";
import type { Modals } from "./modals.ts";
import type { People } from "./people.ts";
import { isDirect } from "./places.ts";
import type { Posting } from "./posting.ts";
import type { Ack } from "./press.ts";
import { renderMessage } from "./render/message.ts";
import { plainOf } from "./said.ts";
import type { By, Taking } from "./take.ts";
import type { Workspaces } from "./workspaces.ts";

const Command = z.object({
  team_id: z.string().default(""),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.union([z.boolean(), z.stringbool()]).nullish(),
  user_id: z.string(),
  channel_id: z.string(),
  text: z.string().default(""),
  trigger_id: z.string(),
});

/** What can follow `/lotse`, in both languages. Anything else is a question. */
type Does =
  | { does: "help" }
  /** Says what follows, here. */
  | { does: "ask" }
  | { does: "recommend" }
  /** Says this, in the direct conversation: it is nobody else's business. */
  | { does: "say"; words: Record<Language, string> }
  | { does: "form"; form: string };

const GOAL: Does = { does: "say", words: { de: "Ziel", en: "Goal" } };
const CHECK_IN: Does = { does: "say", words: { de: "Check-in", en: "Check-in" } };
const PRIVACY: Does = { does: "say", words: { de: "Datenschutz", en: "Privacy" } };
const REQUEST: Does = { does: "form", form: "request.write" };
const CALLED: ReadonlyMap<string, Does> = new Map<string, Does>([
  ["", { does: "help" }],
  ["help", { does: "help" }],
  ["hilfe", { does: "help" }],
  ["ask", { does: "ask" }],
  ["frag", { does: "ask" }],
  ["frage", { does: "ask" }],
  ["recommend", { does: "recommend" }],
  ["empfiehl", { does: "recommend" }],
  ["empfehlung", { does: "recommend" }],
  ["goal", GOAL],
  ["ziel", GOAL],
  ["check-in", CHECK_IN],
  ["checkin", CHECK_IN],
  ["privacy", PRIVACY],
  ["datenschutz", PRIVACY],
  ["request", REQUEST],
  ["anfrage", REQUEST],
]);
/** So that the words that follow are taken as a wish. */
const WISH = { de: "Empfiehl mir", en: "Recommend me" };

type Parts = {
  workspaces: Workspaces;
  people: People;
  posting: Posting;
  taking: Taking;
  modals: Modals;
  readOf: Store["readOf"];
  languageOf(by: By): Promise<Language>;
  now(): number;
};

/** `/lotse`. */
export function commanding(parts: Parts) {
  const { workspaces, people, posting, taking, modals, readOf, languageOf, now } = parts;

  async function whoAsks(command: z.infer<typeof Command>): Promise<By | null> {
    const enterprise = command.enterprise_id ?? null;
    const orgWide = command.is_enterprise_install === true;
    const home = await workspaces.homeOf({
      team: command.team_id || (enterprise ?? ""),
      enterprise,
      orgWide,
    });
    const sender = home && (await people.senderOf(home, command.user_id));
    const spot = { user: command.user_id, channel: command.channel_id, thread: null };
    return home && sender ? { home, sender, spot: await posting.ownPlace(home, spot) } : null;
  }

  async function help({ home: { org } }: By, language: Language): Promise<object> {
    const { common } = texts[language];
    const company = (await findOrg(readOf(org), org))?.name ?? "";
    const blocks: Block[] = [text(common.introduction(company)), text(common.help)];
    return onlyForThem(blocks, language);
  }

  return async (body: unknown, ack: Ack): Promise<void> => {
    const command = Command.parse(body);
    const by = await whoAsks(command);
    if (!by) return void (await ack());
    const language = await languageOf(by);
    const typed = plainOf(command.text, null);
    const [first = ""] = typed.split(/\s/);
    const does = CALLED.get(first.toLowerCase()) ?? { does: "ask" };
    const rest = CALLED.has(first.toLowerCase()) ? typed.slice(first.length).trim() : typed;
    const say = async (where: By, words: string): Promise<void> => {
      const accepted = await taking.store(where, `command:${command.trigger_id}`, now(), {
        kind: "message",
        text: words,
        attachments: [],
      });
      const { problems, slack } = texts[language];
      const isElsewhere = where.spot.channel !== command.channel_id;
      const elsewhere = isElsewhere ? slack.inOurConversation : null;
      const sentence = accepted.state === "limited" ? problems.tooMuchAtOnce : elsewhere;
      await ack(sentence === null ? undefined : onlyForThem([text(sentence)], language));
    };
    switch (does.does) {
      case "help":
        return void (await ack(await help(by, language)));
      case "form":
        await ack();
        await modals.open(by, command.trigger_id, { kind: "form", form: does.form, value: "" }, false);
        return;
      case "ask":
      case "recommend":
        return say(by, does.does === "ask" ? rest : `${WISH[language]} ${rest}`.trim());
      case "say": {
        const alone = isDirect(by.spot.channel) ? by : { ...by, spot: { ...by.spot, channel: null } };
        return say(alone, does.words[language]);
      }
    }
  };
}

function onlyForThem(blocks: Block[], language: Language): object {
  const { text, blocks: shown } = renderMessage(blocks, language);
  return { response_type: "ephemeral", text, blocks: shown };
}
