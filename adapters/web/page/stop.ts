import type { Composer } from "./composer.ts";
import { newId } from "./identity.ts";
import type { MessageList } from "./list.ts";
import { type Page, sentence } from "./page.ts";

/** Ends the answer that is being written. */
export function stopper(page: Page, list: MessageList, composer: Composer) {
  let asked = { delivery: "", id: "", busy: false };

  function check(): void {
    const delivery = list.open();
    composer.offerStop(delivery !== null, delivery === asked.delivery && asked.busy);
  }

  return {
    /** Looks whether there is something to stop. */
    check,
    async stop(): Promise<void> {
      const delivery = list.open();
      if (delivery === null) return;
      if (delivery !== asked.delivery) asked = { delivery, id: newId(), busy: false };
      if (asked.busy) return;
      const mine = asked;
      mine.busy = true;
      check();
      const posted = await page.post(mine.id, { kind: "stop", delivery });
      if (posted.state === "stored" || list.open() !== delivery) return;
      mine.busy = false;
      check();
      composer.tell(sentence(page, posted.state, posted.state === "invalid" ? null : posted.problem));
    },
  };
}
