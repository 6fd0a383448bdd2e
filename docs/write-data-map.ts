import { writeFileSync } from "node:fs";
import { dataMapPage } from "../src/privacy/data-map-page.ts";

writeFileSync(new URL("data-map.md", import.meta.url), dataMapPage());
