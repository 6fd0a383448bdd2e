import type { Citation } from "../../../src/channel/block.ts";
import { cut } from "../../../src/channel/cut.ts";
import { LIMITS, sizeOf } from "./limits.ts";
import { flat, note, webAddress } from "./text.ts";

/** What Teams makes the label "AI generated" and the notes of an answer of. There can be one in a message. */
export type MessageEntity = {
  type: "https://schema.org/Message";
  "@type": "Message";
  "@context": "https://schema.org";
  "@id": "";
  additionalType: ["AIGeneratedContent"];
  citation?: Claim[];
};
type Claim = {
  "@type": "Claim";
  position: number;
  appearance: { "@type": "DigitalDocument"; name: string; abstract: string; url?: string };
};

/** The sources whose numbers stand in the text. One there is no more room for has its button still. */
export function answerEntity(sources: Citation[], text: string): MessageEntity {
  const noted = sources.filter(({ number }) => text.includes(note(number)));
  const citation = withRoom(onceEach(noted).slice(0, LIMITS.citations));
  return {
    type: "https://schema.org/Message",
    "@type": "Message",
    "@context": "https://schema.org",
    "@id": "",
    additionalType: ["AIGeneratedContent"],
    ...(citation.length === 0 ? {} : { citation }),
  };
}

function onceEach(sources: Citation[]): Citation[] {
  return [...new Map(sources.map((source) => [source.number, source])).values()];
}

/** Addresses are long: the last ones are left out when there are too many of them. */
function withRoom(sources: Citation[]): Claim[] {
  let left = LIMITS.sourcesSize - sizeOf(sources.map((source) => claim(source, null)));
  return sources.map((source) => {
    const url = webAddress(source.url);
    left -= url === null ? 0 : sizeOf({ url });
    return claim(source, left < 0 ? null : url);
  });
}

function claim({ number, title, section, detail }: Citation, url: string | null): Claim {
  const about = [section, detail].map(flat).filter((part) => part !== "");
  const name = cut(flat(title), LIMITS.citationName) || note(number);
  return {
    "@type": "Claim",
    position: number,
    appearance: {
      "@type": "DigitalDocument",
      name,
      abstract: cut(about.join(" · "), LIMITS.citationAbstract) || name,
      ...(url === null ? {} : { url }),
    },
  };
}
