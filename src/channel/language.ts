import { z } from "zod";

/** The two languages Lotse speaks; equals, neither is a translation of the other. */
export const Language = z.enum(["de", "en"]);
export type Language = z.infer<typeof Language>;
