import { sizeOf } from "./limits.ts";

/** What is shown whole or not at all, such as an item with its buttons: elements of a card, or paragraphs of a text. */
export type Piece<Part> = {
  parts: Part[];
  /** Comes first when there is too much: what can be done, and where it is from. */
  keep: boolean;
  /** The same in so much room, where it can be shortened; none is nothing of use. */
  shorter?: (room: number) => Part[];
};

/**
 * The pieces in their order, as many as there is room for: first those to keep, then whatever of the others still fits, if need be
 * shortened. `note` stands where something begins to be missing.
 */
export function fitting<Part>(pieces: Piece<Part>[], room: number, note: Part[]): Part[] {
  const all = pieces.flatMap(({ parts }) => parts);
  if (sizeOf(all) <= room) return all;

  let left = room - sizeOf(note);
  const taken = new Map<Piece<Part>, Part[]>();
  for (const piece of [...pieces.filter(({ keep }) => keep), ...pieces.filter(({ keep }) => !keep)]) {
    const chosen = [piece.parts, piece.shorter?.(left) ?? []].find((parts) => sizeOf(parts) <= left) ?? [];
    taken.set(piece, chosen);
    left -= sizeOf(chosen);
  }
  const first = pieces.find((piece) => taken.get(piece) !== piece.parts);
  return pieces.flatMap((piece) => [...(taken.get(piece) ?? []), ...(piece === first ? note : [])]);
}

/** `made` from a text of at most so many code units, as long a one as there is room for. */
export function shortened<Part>(made: (longest: number) => Part[]): (room: number) => Part[] {
  return (room) => {
    for (let longest = Math.floor(room / 2); longest > 40; longest = Math.floor(longest / 1.5)) {
      const parts = made(longest);
      if (sizeOf(parts) <= room) return parts;
    }
    return [];
  };
}
