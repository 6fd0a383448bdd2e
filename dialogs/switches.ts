import type { Block, Card } from "../src/channel/block.ts";
import type { Setting } from "../src/dialog/dialog.ts";
import { dayInWords } from "../src/i18n/texts.ts";
import { OPT_INS, optInsOf } from "../src/privacy/opt-in.ts";
import type { OptIn } from "../src/store/schema.ts";

/** The three yeses with a switch each, under Home and in the privacy dialog: a second click takes one back. */
export async function switches(setting: Setting): Promise<Block> {
  const given = await optInsOf(setting.read, setting);
  const cards = OPT_INS.map((one) => switchCard(setting, one, given.get(one) ?? null));
  return { kind: "cards", label: setting.texts.privacy.label, cards };
}

function switchCard({ texts, language, zone }: Setting, optIn: OptIn, since: number | null): Card {
  const { privacy } = texts;
  const off = optIn === "reflections" ? privacy.turnOffAndDelete : privacy.turnOff;
  const button =
    since === null ? { label: privacy.turnOn, action: "privacy.on" } : { label: off, action: "privacy.off" };
  return {
    title: privacy.names[optIn],
    language,
    detail: since === null ? privacy.isOff : privacy.isOn(dayInWords(language, since, zone)),
    body: privacy.about[optIn],
    why: "",
    url: null,
    buttons: [{ kind: "action", ...button, value: optIn, primary: false }],
  };
}
