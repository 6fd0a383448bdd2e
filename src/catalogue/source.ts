import type { SourceFile } from "../knowledge/document.ts";

/** A file above this size is refused. */
export const LARGEST_FILE_BYTES = 200_000_000;

/**
 * Where the items of a catalogue come from: one file. `source` names it for good, since an import replaces what came from the same
 * source before. `read` may stop one byte above the largest size, and throws Failure `misconfigured` when there is no such file.
 */
export interface CatalogueSource {
  source: string;
  read(): Promise<SourceFile>;
}
