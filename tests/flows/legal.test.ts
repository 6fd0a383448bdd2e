import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { texts } from "../../src/i18n/texts.ts";
import { type House, house, temporaryFolder } from "../house.ts";

describe("privacy and terms, for whoever wants to read them", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;

  beforeEach(async () => {
    folder = temporaryFolder();
    home = await house({ folder: folder.path });
  });
  afterEach(async () => {
    await home.close();
    folder.remove();
  });

  it.each(["privacy", "terms"] as const)("are there in what their browser speaks: %s", async (page) => {
    for (const language of ["de", "en"] as const) {
      const headers = { "accept-language": `${language}-AT,fr;q=0.5` };
      const response = await home.handle(new Request(`http://lotse.test/legal/${page}`, { headers }));
      const shown = await response.text();
      expect(response.status).toBe(200);
      expect(shown).toContain(`<html lang="${language}">`);
      expect(shown).toContain(`<h1>${texts[language].legal[page].title}</h1>`);
    }
  });

  it("and there is no page for Teams where there is no Teams", async () => {
    const response = await home.handle(new Request("http://lotse.test/teams/home"));
    expect(response.status).toBe(404);
  });
});
