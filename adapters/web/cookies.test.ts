import { expect, it } from "vitest";
import { z } from "zod";
import { aesSealer } from "../../src/store/sealing.ts";
import { openCookie, sealCookie } from "./cookies.ts";

const NOW = 1000;
const sealer = aesSealer(Buffer.alloc(32, 1));

it("opens a sealed cookie in its own place only, and for its time only (S10)", () => {
  const [, value] = /=([^;]*)/.exec(sealCookie(sealer, "signIn", "ida", 60, NOW)) ?? [];
  const opened = (name: string, now = NOW) => {
    const request = new Request("http://lotse.test", { headers: { cookie: `${name}=${value}` } });
    return openCookie(sealer, name === "__Host-lotse-set-up" ? "setUp" : "signIn", z.string(), {
      request,
      now,
    });
  };
  expect(opened("__Host-lotse-sign-in")).toBe("ida");
  expect(opened("__Host-lotse-set-up")).toBeNull();
  expect(opened("__Host-lotse-sign-in", NOW + 60_000)).toBeNull();
});
