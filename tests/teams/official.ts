import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as Library from "adaptivecards";
import { Ajv } from "ajv";
import { sharedFileOrSkip } from "../shared.ts";

const require = createRequire(import.meta.url);
// Its modules are made for bundlers; this is the same in one file that Node can read.
const {
  AdaptiveCard,
  HostConfig,
  SerializationContext,
  Versions,
}: typeof Library = require("adaptivecards/dist/adaptivecards.js");

/** Teams shows one more than the library does of itself. */
const SHOWN_IN_A_ROW = 6;

/** What the public library for Adaptive Cards finds wrong with a card. */
export function libraryOffences(card: unknown): string[] {
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.hostConfig = new HostConfig({ actions: { maxActions: SHOWN_IN_A_ROW } });
  // Its pattern for languages has a memory: it refuses every second card.
  const { lang: _lang, ...rest } = JSON.parse(JSON.stringify(card));
  parsed.parse(rest, context);
  const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  return [...events, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
}

const file = sharedFileOrSkip("schemas/adaptive-card-1.6.schema.json");
const validate = file === null ? null : compiled(file);

/** What the published schema finds wrong with a card; nothing where the schema is not on this machine. */
export function schemaOffences(card: unknown): string[] {
  if (!validate || validate(JSON.parse(JSON.stringify(card)))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function compiled(file: string) {
  // In one place it says `required` as an older draft did, which compilers refuse.
  const { id: _id, ...schema } = JSON.parse(readFileSync(file, "utf8"), (key, value) =>
    key === "required" && typeof value === "boolean" ? undefined : value,
  );
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addMetaSchema(require("ajv/dist/refs/json-schema-draft-06.json"));
  return ajv.compile(schema);
}
