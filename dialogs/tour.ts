import { z } from "zod";
import { type Block, type Button, quiet, text } from "../src/channel/block.ts";
import { type Dialog, type Next, say, type Turn } from "../src/dialog/dialog.ts";
import { rolesOf } from "../src/learner/roles.ts";

/** A guided tour for those who learn and for those who work in L&D. Each button carries the step it leads to, so nothing waits. */
export const tour: Dialog<null> = {
  id: "tour",
  calls: { whole: ["tour", "rundgang", "zeig mir alles", "show me around", "take the tour"], openings: [] },
  schema: z.null(),
  async begin(turn) {
    const { event, texts } = turn;
    if (event.kind === "action" && event.action === "tour.end") {
      return { to: "done", replies: [say(text(texts.tour.ended))] };
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
  const isLnd = (await rolesOf(turn.read, turn.org, turn.learner)).size > 0;
  const steps = isLnd ? tour.lnd : tour.employee;
  const words = steps[step];
  if (words === undefined) return { to: "done", replies: [say(text(tour.ended))] };
  const prompt = (isLnd ? tour.lndPrompts : tour.employeePrompts)[step];
  const next: Button = {
    kind: "action",
    label: tour.next,
    action: "tour.next",
    value: `${step + 1}`,
    primary: true,
  };
  const end: Button = { kind: "action", label: tour.end, action: "tour.end", value: "", primary: false };
  const blocks: Block[] = [
    quiet(tour.step(`${step + 1}`, `${steps.length}`)),
    text(words),
    { kind: "prompts", label: tour.tryIt, prompts: prompt === undefined ? [] : [prompt] },
    { kind: "buttons", buttons: step === steps.length - 1 ? [end] : [next, end] },
  ];
  return { to: "done", replies: [say(...blocks)] };
}
