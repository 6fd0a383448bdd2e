/** Ends with the signal, and by itself unless it is told in time that it was enough. */
export function patienceFor(ms: number, signal: AbortSignal): { signal: AbortSignal; enough(): void } {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), ms);
  return { signal: AbortSignal.any([signal, over.signal]), enough: () => clearTimeout(timer) };
}
