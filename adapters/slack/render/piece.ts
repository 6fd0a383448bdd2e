import type { SlackBlock } from "./elements.ts";

/** What is shown whole or not at all, such as a card with its buttons. */
export type Piece = {
  blocks: SlackBlock[];
  /** Comes first when there is too much: what can be done, and where it is from. */
  keep: boolean;
  /** The same in so much room, where it can be shortened; none is nothing of use. */
  shorter?: (room: number) => SlackBlock[];
};

export type Room = { blocks: number; size: number };

/**
 * The pieces in their order, as many as there is room for: first those to keep, then whatever of the others still fits, if need be
 * shortened. `note` stands where something begins to be missing.
 */
export function fitting(pieces: Piece[], room: Room, note: SlackBlock): SlackBlock[] {
  const all = pieces.flatMap(({ blocks }) => blocks);
  if (all.length <= room.blocks && sizeOf(all) <= room.size) return all;

  const left = { blocks: room.blocks - 1, size: room.size - sizeOf([note]) };
  const taken = new Map<Piece, SlackBlock[]>();
  const isRoomFor = (blocks: SlackBlock[]) => blocks.length <= left.blocks && sizeOf(blocks) <= left.size;
  for (const piece of [...pieces.filter(({ keep }) => keep), ...pieces.filter(({ keep }) => !keep)]) {
    const chosen = [piece.blocks, piece.shorter?.(left.size) ?? []].find(isRoomFor) ?? [];
    taken.set(piece, chosen);
    left.blocks -= chosen.length;
    left.size -= sizeOf(chosen);
  }
  const first = pieces.find((piece) => taken.get(piece) !== piece.blocks);
  return pieces.flatMap((piece) => [...(taken.get(piece) ?? []), ...(piece === first ? [note] : [])]);
}

/** UTF-16 code units, as they are sent. */
export function sizeOf(blocks: SlackBlock[]): number {
  return blocks.reduce((sum, block) => sum + JSON.stringify(block).length + 1, 1);
}
