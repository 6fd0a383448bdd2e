import { z } from "zod";
import { action, type Block, type Button, primary, quiet, text } from "../src/channel/block.ts";
import { hasDesk } from "../src/desk/rights.ts";
import { type Dialog, done, type Next, type Turn } from "../src/dialog/dialog.ts";
import { rolesOf } from "../src/learner/roles.ts";

/** A guided tour for those who learn and for those who work in L&D. Each button carries the step it leads to, so nothing waits. */
export const tour: Dialog<null> = {
  id: "tour",
  calls: { whole: ["tour", "rundgang", "zeig mir alles", "show me around", "take the tour"], openings: [] },
  schema: z.null(),
  async begin(turn) {
    const { event, texts } = turn;
    if (event.kind === "action" && event.action === "tour.end") {
      return done(text(texts.tour.ended));
    }
    const step = event.kind === "action" ? Number.parseInt(event.value, 10) || 0 : 0;
    return showStep(turn, step);
  },
  async resume() {
    return { to: "yield" };
  },
};

async function showStep(turn: Turn, step: number): Promise<Next<null>> {
  const { tour } = turn.texts;
  const { steps, prompts } = await stepsFor(turn);
  const words = steps[step];
  if (words === undefined) return done(text(tour.ended));
  const prompt = prompts[step];
  const next: Button = primary(action(tour.next, "tour.next", `${step + 1}`));
  const end: Button = action(tour.end, "tour.end");
  return done(
    quiet(tour.step(`${step + 1}`, `${steps.length}`)),
    text(words),
    ...(prompt === undefined
      ? []
      : [{ kind: "prompts", label: tour.tryIt, prompts: [prompt] } satisfies Block]),
    { kind: "buttons", buttons: step === steps.length - 1 ? [end] : [next, end] },
  );
}

/** Learners see what is for them, L&D the desk, and those who decide on requests how that goes. */
async function stepsFor({ read, org, learner, texts: { tour } }: Turn) {
  const roles = await rolesOf(read, org, learner);
  if (!hasDesk(roles)) return { steps: tour.employee, prompts: tour.employeePrompts };
  if (!roles.has("product_owner")) return { steps: tour.lnd, prompts: [] };
  return { steps: [...tour.owner, ...tour.lnd], prompts: tour.ownerPrompts };
}
