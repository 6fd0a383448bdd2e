import type { Language } from "../../src/channel/language.ts";
import type { DeskTexts } from "../../src/i18n/en-desk.ts";
import type { WebTexts } from "../../src/i18n/en-web.ts";
import type { Me } from "./protocol.ts";

/**
 * What the desk page and the server say to each other. Every path takes `?as=PERSONA` in demo mode. Who has no role in L&D gets the
 * same 403 whatever they ask for.
 *
 *   GET  /api/desk?month=2026-11    DeskView | 403 Problem
 *   GET  /api/desk/me               DeskMe | 403 Problem
 *   POST /api/events                as in protocol.ts: a decision is the form `decide.write` with the value `REQUEST@VERSION`
 */
export type { DeskRequest, DeskSnapshot, DeskView, Labels } from "../../src/desk/view.ts";

/** The words of the desk, over those that all pages share. */
export type DeskWords = WebTexts & DeskTexts;

/** Who is at the desk. `personas` are those one can be here. */
export type DeskMe = Omit<Me, "texts"> & { texts: Record<Language, DeskWords> };
