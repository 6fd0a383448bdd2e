/** Whether it is a German tax id: ten digits, one or two of which repeat, and a check digit (ISO 7064, mod 11,10). */
export function isTaxId(code: string): boolean {
  if (!/^[1-9]\d{10}$/.test(code)) return false;
  const counts = Object.values(Object.groupBy(code.slice(0, 10), (digit) => digit)).map(
    (all) => all?.length ?? 0,
  );
  if (Math.max(...counts) > 3) return false;
  let product = 10;
  for (const digit of code.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(code[10]);
}

/** Number of the German pension insurance, such as 15070649C103. */
export function isPensionNumber(code: string): boolean {
  if (!/^\d{8}[A-Z]\d{3}$/.test(code)) return false;
  const [day, month] = [Number(code.slice(2, 4)), Number(code.slice(4, 6))];
  if (day < 1 || day > 81 || month < 1 || month > 12) return false;
  const digits = code.slice(0, 8) + placeOf(code[8]) + code.slice(9, 11);
  const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
  return sumOf(digits, weights, crossSum) % 10 === Number(code[11]);
}

/** Number of the German health insurance, such as A123456780. */
export function isHealthNumber(code: string): boolean {
  if (!/^[A-Z]\d{9}$/.test(code)) return false;
  const digits = placeOf(code[0]) + code.slice(1, 9);
  return sumOf(digits, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2], crossSum) % 10 === Number(code[9]);
}

/** German identity cards and passports with their check digit (ICAO 9303), and the older cards, which show none: T22000129. */
export function isCardNumber(code: string): boolean {
  if (/^T\d{8}$/.test(code)) return true;
  if (!/^[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ\d]{7}[CFGHJKLMNPRTVWXYZ\d]?\d$/.test(code)) return false;
  const values = [...code.slice(0, -1)].map((sign) => Number.parseInt(sign, 36));
  const sum = values.reduce((all, value, at) => all + value * ([7, 3, 1][at % 3] ?? 0), 0);
  return sum % 10 === Number(code.at(-1));
}

/** Number of a German physician, such as 123456601. */
export function isPhysicianNumber(code: string): boolean {
  if (!/^\d{9}$/.test(code)) return false;
  const sum = sumOf(code.slice(0, 6), [4, 9, 4, 9, 4, 9], (product) => product);
  return (10 - (sum % 10)) % 10 === Number(code[6]);
}

/** A German VAT id: its form alone gives it away. */
export function isVatId(code: string): boolean {
  return /^DE\d{9}$/.test(code);
}

/** A German driving licence: its form alone gives it away. */
export function isLicence(code: string): boolean {
  return /^[A-Z]{2}\d{8}[A-Z\d]$/.test(code);
}

/** Credit and debit cards (Luhn). */
export function isPaymentCard(code: string): boolean {
  if (!/^[2-6]\d{12,18}$/.test(code)) return false;
  const digits = [...code].toReversed().map(Number);
  return digits.reduce((sum, digit, at) => sum + (at % 2 === 0 ? digit : crossSum(digit * 2)), 0) % 10 === 0;
}

/** ISO 13616. */
export function isIban(code: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(code)) return false;
  let rest = 0;
  for (const sign of code.slice(4) + code.slice(0, 4))
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** "C" -> "03". */
function placeOf(letter = ""): string {
  return String(Number.parseInt(letter, 36) - 9).padStart(2, "0");
}

function crossSum(number: number): number {
  return Math.floor(number / 10) + (number % 10);
}

function sumOf(digits: string, weights: readonly number[], of: (product: number) => number): number {
  return weights.reduce((sum, weight, at) => sum + of(Number(digits[at]) * weight), 0);
}
