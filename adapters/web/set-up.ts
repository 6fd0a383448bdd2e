import { z } from "zod";
import type { Route, Stranger } from "../../src/channel/adapter.ts";
import { hasAdmin } from "../../src/entrance/admin-code.ts";
import { Claims } from "../../src/entrance/claims.ts";
import { NewCompany, setUp, whoseIs } from "../../src/entrance/set-up.ts";
import { texts } from "../../src/i18n/texts.ts";
import { beginSession } from "../../src/learner/session.ts";
import { dropCookie, openCookie, sealCookie, setCookie } from "./cookies.ts";
import type { EntranceParts } from "./entrance.ts";
import { html, languageAskedFor, plainPage } from "./plain-page.ts";
import { problem, seeOther } from "./respond.ts";
import { type Entered, setUpForm } from "./set-up-form.ts";

/** How long somebody may take over the form. */
const PATIENCE_SECONDS = 60 * 60;

/** Claims come in all sizes, cookies do not: only what says who somebody is. */
const Newcomer = Claims.pick({ iss: true, sub: true, name: true, email: true }).extend({
  email_verified: z.unknown().optional(),
  xms_edov: z.unknown().optional(),
});

/** Takes somebody who has signed in to the page where the first admin is made. */
export function toSetUp(
  { sealer, clock }: Pick<EntranceParts, "sealer" | "clock">,
  claims: Claims,
): Response {
  const newcomer = Newcomer.parse(claims);
  return seeOther("/setup", [
    dropCookie("signIn"),
    sealCookie(sealer, "setUp", newcomer, PATIENCE_SECONDS, clock.now()),
  ]);
}

const Typed = z.object({
  code: z.string().max(100).default(""),
  name: z.string().max(200).default(""),
  language: z.string().max(10).default(""),
  zone: z.string().max(100).default(""),
});

/** The page where a one-time code makes the first admin, and a company where there is none. */
export function setUpRoutes(parts: EntranceParts): Route[] {
  const { store, sealer, clock } = parts;
  const because = "before the first admin, nobody is known; the code says who may";
  return [
    { method: "GET", path: "/setup", access: "everyone", because, handle: show },
    { method: "POST", path: "/setup", access: "everyone", because, handle: take },
  ];

  async function show(request: Request): Promise<Response> {
    if (await hasAdmin(store)) return over(request);
    const claims = newcomerOf(request);
    if (!claims) return seeOther("/sign-in?to=/setup");
    return form(request, claims, 200, null, null);
  }

  async function take(request: Request, { from }: Stranger): Promise<Response> {
    if (await hasAdmin(store)) return over(request);
    const claims = newcomerOf(request);
    if (!claims) return seeOther("/sign-in?to=/setup");
    const typed = await typedIn(request);
    if (!typed) return problem(400, ({ problems }) => problems.malformed);
    if (!(await parts.tries("code", from))) return form(request, claims, 429, typed, "tooMany");
    const company = NewCompany.safeParse(typed);
    const { code } = typed;
    const done = await setUp({ store, sealer }, { claims, code, company: company.data ?? null }, clock.now());
    if (done.state !== "done") return form(request, claims, 422, typed, done.state);
    const { org, learner } = done;
    const session = await beginSession(store, { org, learner, native: claims.sub }, clock.now());
    return seeOther("/", [dropCookie("setUp"), setCookie("session", session, null)]);
  }

  function newcomerOf(request: Request): Claims | null {
    return openCookie(sealer, "setUp", Newcomer, { request, now: clock.now() });
  }

  async function form(
    request: Request,
    claims: Claims,
    status: number,
    entered: Entered["typed"],
    mistake: Entered["mistake"],
  ): Promise<Response> {
    const language = languageAskedFor(request);
    const whose = await whoseIs(store, claims);
    const isNew = whose.state === "new";
    const body = setUpForm(language, { name: claims.name ?? "", isNew, typed: entered, mistake });
    return plainPage({ status, language, title: texts[language].entrance.setUp.title, body });
  }
}

async function typedIn(request: Request): Promise<z.infer<typeof Typed> | null> {
  try {
    return Typed.parse(Object.fromEntries(await request.formData()));
  } catch {
    return null;
  }
}

function over(request: Request): Response {
  const language = languageAskedFor(request);
  const { setUp } = texts[language].entrance;
  const body = html`<p>${setUp.over}</p>
      <p><a class="button primary" href="/">${setUp.toLotse}</a></p>`;
  return plainPage({ status: 410, language, title: setUp.overTitle, body });
}
