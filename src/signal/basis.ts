/**
 * The largest prime below 2^26. Sums and products below are reckoned modulo it, where a double is exact: whatever follows with
 * fractions follows here too, unless a fraction is divided by this very number.
 */
const PRIME = 67_108_859;

/** A kind of people: those who are counted in the same rows. */
export type Column = {
  /** The rows that count them, each once. */
  rows: readonly number[];
  /** How many they are. */
  people: number;
};

/**
 * Columns on which, of all that follows from the rows, everything else depends: what is 0 on each of them is 0 on everybody.
 * `combinations`: for each of them the combination of rows that is 1 on it and 0 on the others.
 */
export type Basis = { columns: number[]; combinations: Float64Array[] };

/** The basis of the first columns in this order that will do. */
export function basisOf(columns: readonly Column[], height: number, order: readonly number[]): Basis {
  const free = Array.from({ length: height }, (_, row) => unit(height, row));
  const basis: Basis = { columns: [], combinations: [] };
  for (const at of order) {
    if (free.length === 0) break;
    const column = columns[at];
    if (!column) continue;
    const found = free.findIndex((combination) => valueOn(combination, column) !== 0);
    const [pivot] = found < 0 ? [] : free.splice(found, 1);
    if (!pivot) continue;
    scale(pivot, inverse(valueOn(pivot, column)));
    for (const other of [...free, ...basis.combinations]) subtract(other, pivot, valueOn(other, column));
    basis.columns.push(at);
    basis.combinations.push(pivot);
  }
  return basis;
}

/** What a combination of rows says of the people of a column. */
export function valueOn(combination: Float64Array, { rows }: Column): number {
  let sum = 0;
  for (const row of rows) sum += combination[row] ?? 0;
  return sum % PRIME;
}

/** The sum of combinations, or of what they say. */
export function sumAt(vectors: readonly Float64Array[], at: number): number {
  let sum = 0;
  for (const vector of vectors) sum += vector[at] ?? 0;
  return sum % PRIME;
}

function unit(height: number, row: number): Float64Array {
  const vector = new Float64Array(height);
  vector[row] = 1;
  return vector;
}

function scale(vector: Float64Array, factor: number): void {
  for (let at = 0; at < vector.length; at++) vector[at] = times(vector[at] ?? 0, factor);
}

function subtract(from: Float64Array, vector: Float64Array, factor: number): void {
  if (factor === 0) return;
  const minus = PRIME - factor;
  for (let at = 0; at < vector.length; at++) {
    const value = vector[at] ?? 0;
    if (value !== 0) from[at] = ((from[at] ?? 0) + times(value, minus)) % PRIME;
  }
}

function times(one: number, other: number): number {
  const product = one * other;
  return product - Math.floor(product / PRIME) * PRIME;
}

/** By Fermat: the power to PRIME - 2. */
function inverse(value: number): number {
  let result = 1;
  let power = value;
  for (let exponent = PRIME - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = times(result, power);
    power = times(power, power);
  }
  return result;
}
