declare const mark: unique symbol;

/** A text that names nobody any more. Only this folder makes one, and only such texts leave for a model. */
export type Redacted = string & { readonly [mark]: true };

/** What we wrote ourselves, such as a prompt: nobody is in it. */
export function ours(text: string): Redacted {
  return text as Redacted;
}
