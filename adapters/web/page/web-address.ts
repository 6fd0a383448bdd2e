/** An address of the web as it may be linked to. Anything else (`javascript:`, `file:`) is not offered: null. */
export function webAddress(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  return url?.protocol === "https:" || url?.protocol === "http:" ? url.href : null;
}
