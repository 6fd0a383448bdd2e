/** The least of the `most` highest of the first `count` scores, which come in any order; 0 if there are fewer. A heap, so it takes little more than a look at each. */
export function leastOfBest(scores: Float64Array, count: number, most: number): number {
  if (count < most || most === 0) return 0;
  const heap = scores.slice(0, most);
  for (let at = (most >> 1) - 1; at >= 0; at--) sink(heap, at);
  for (let at = most; at < count; at++) {
    const score = scores[at] ?? 0;
    if (score <= (heap[0] ?? 0)) continue;
    heap[0] = score;
    sink(heap, 0);
  }
  return heap[0] ?? 0;
}

/** Restores the order of a heap, the least first, below a place. */
function sink(heap: Float64Array, from: number): void {
  let at = from;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    let least = at;
    if (left < heap.length && (heap[left] ?? 0) < (heap[least] ?? 0)) least = left;
    if (right < heap.length && (heap[right] ?? 0) < (heap[least] ?? 0)) least = right;
    if (least === at) return;
    const held = heap[at] ?? 0;
    heap[at] = heap[least] ?? 0;
    heap[least] = held;
    at = least;
  }
}
