const MONTHS = [
  ...["januar jänner january jan", "februar february feb", "märz maerz march mär", "april apr", "mai may"],
  ...["juni june jun", "juli july jul", "august aug", "september sept sep", "oktober october okt oct"],
  ...["november nov", "dezember december dez dec"],
];
const DAYS = [
  ...["montag monday", "dienstag tuesday", "mittwoch wednesday", "donnerstag thursday", "freitag friday"],
  ...["samstag sonnabend saturday", "sonntag sunday"],
];
const NUMBERS: Record<string, string> = {
  ...{ 2: "zwei two zweimal twice", 3: "drei three dreimal", 4: "vier four viermal", 5: "fünf five" },
  ...{ 6: "sechs six", 7: "sieben seven", 8: "acht eight", 9: "neun nine", 10: "zehn ten", 11: "elf eleven" },
  ...{ 12: "zwölf twelve", 13: "dreizehn thirteen", 14: "vierzehn fourteen", 15: "fünfzehn fifteen" },
  ...{ 16: "sechzehn sixteen", 17: "siebzehn seventeen", 18: "achtzehn eighteen", 19: "neunzehn nineteen" },
  ...{ 20: "zwanzig twenty", 30: "dreißig dreissig thirty", 40: "vierzig forty", 50: "fünfzig fifty" },
  ...{ 60: "sechzig sixty", 70: "siebzig seventy", 80: "achtzig eighty", 90: "neunzig ninety" },
  ...{ 100: "hundert hundred" },
  ...{ 1000: "tausend thousand" },
};

const months = named(MONTHS.map((words, at) => [words, at + 1]));
const days = named(DAYS.map((words, at) => [words, at + 1]));
const numbers = named(Object.entries(NUMBERS).map(([number, words]) => [words, Number(number)]));

export function monthNumber(word: string): number | undefined {
  return months.get(word.toLowerCase());
}

/** "zwei" is "2". */
export function numberWord(lower: string): string | undefined {
  return numbers.get(lower)?.toString();
}

/** A month or a day of the week, as written with a capital, also "freitags" and "Fridays". "May" and "March" mean other things too. */
export function dayOrMonth(word: string): string | undefined {
  const lower = word.toLowerCase();
  const day = days.get(lower) ?? (lower.endsWith("s") ? days.get(lower.slice(0, -1)) : undefined);
  if (day !== undefined) return `day ${day}`;
  const isName = /^\p{Lu}/u.test(word) && word.length > 4 && word !== "March";
  const month = isName ? months.get(lower) : undefined;
  return month === undefined ? undefined : monthFact(month);
}

export function monthFact(month: number): string {
  return `month ${month}`;
}

function named(entries: [words: string, number: number][]): ReadonlyMap<string, number> {
  return new Map(
    entries.flatMap(([words, number]) => words.split(" ").map((word) => [word, number] as const)),
  );
}
