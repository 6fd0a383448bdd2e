const TITLES = new Set(["dr.", "dr", "prof.", "prof"]);

/** What to call somebody: "Dr. Henrike Lorenzen" -> "Henrike"; empty for no name. */
export function firstName(name: string): string {
  return name.split(/\s+/).find((word) => word !== "" && !TITLES.has(word.toLowerCase())) ?? "";
}
