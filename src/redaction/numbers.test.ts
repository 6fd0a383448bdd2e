import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redaction } from "./redaction.ts";
import { nobody } from "./roster.ts";

const digits = (count: number) =>
  fc.array(fc.nat(9), { minLength: count, maxLength: count }).map((all) => all.join(""));
const inFours = (code: string, gap: string) => code.match(/.{1,4}/g)?.join(gap) ?? "";

/** ISO 13616, reckoned with big numbers. */
function ibanOf(country: string, account: string): string {
  const number = [...`${account}${country}00`].map((sign) => Number.parseInt(sign, 36)).join("");
  return `${country}${String(98n - (BigInt(number) % 97n)).padStart(2, "0")}${account}`;
}

const ibans = fc
  .constantFrom<[string, number]>(["DE", 18], ["AT", 16], ["CH", 17], ["BE", 12], ["ES", 20], ["PL", 24])
  .chain(([country, length]) => digits(length).map((account) => ibanOf(country, account)));
const phones = fc
  .record({
    area: fc.constantFrom("30", "511", "89", "170", "1512", "4621", "33203"),
    own: fc.integer({ min: 10_000, max: 99_999_999 }).map(String),
    form: fc.constantFrom(
      (area: string, own: string) => `0${area}${own}`,
      (area: string, own: string) => `0${area}/${own}`,
      (area: string, own: string) => `0${area} / ${own}`,
      (area: string, own: string) => `0${area} ${own.slice(0, 3)} ${own.slice(3)}`,
      (area: string, own: string) => `0${area}-${own}`,
      (area: string, own: string) => `(0${area}) ${own}`,
      (area: string, own: string) => `+49${area}${own}`,
      (area: string, own: string) => `+49 ${area} ${own}`,
      (area: string, own: string) => `+49 (0)${area} ${own}`,
      (area: string, own: string) => `+49 (${area}) ${own.slice(0, 2)} ${own.slice(2)}`,
      (area: string, own: string) => `0049 ${area} ${own}`,
      (area: string, own: string) => `0${area}.${own}`,
    ),
  })
  .map(({ area, own, form }) => form(area, own));
const mails = fc.emailAddress().filter((mail) => !/["'{}|]/.test(mail));

describe("whatever is written (P21)", () => {
  const left = (text: string): string => redaction(nobody).redact(`Hier: ${text}, danke.`);

  it("has no IBAN in it any more", () => {
    fc.assert(
      fc.property(ibans, fc.constantFrom("", " ", "-"), (iban, gap) => {
        expect(left(inFours(iban, gap))).toBe("Hier: [Account A], danke.");
        expect(left(inFours(iban.toLowerCase(), gap))).toBe("Hier: [Account A], danke.");
      }),
      { numRuns: 500 },
    );
  });

  it("has no phone number in it any more, in the forms of Germany", () => {
    fc.assert(
      fc.property(phones, (phone) => {
        expect(left(phone)).toMatch(/^Hier: \[(?:Phone|Number|Account) A\], danke\.$/);
      }),
      { numRuns: 1000 },
    );
  });

  it("has no mail address in it any more", () => {
    fc.assert(
      fc.property(mails, (mail) => {
        expect(left(mail)).not.toContain(mail);
      }),
      { numRuns: 500 },
    );
  });
});
