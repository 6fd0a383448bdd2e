const ISO_8601 =
  /^P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:[.,]\d+)?S)?)?$/i;

/** The minutes of an ISO 8601 duration, rounded up; null for none at all, which stands for “not known”. */
export function minutesOf(typed: string): { state: "read"; minutes: number | null } | { state: "broken" } {
  const parts = ISO_8601.exec(typed.trim());
  if (!parts || !/\d/.test(typed)) return { state: "broken" };
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  const total = Math.ceil(((weeks * 7 + days) * 24 + hours) * 60 + minutes + seconds / 60);
  return { state: "read", minutes: total === 0 ? null : total };
}
