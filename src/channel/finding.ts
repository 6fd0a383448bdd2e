/** What a look at a channel's settings found, for its operator. */
export type Finding = {
  /** `wrong`: it will not work like this, and the sentence says what to do. `note`: it works, and is worth knowing. */
  state: "right" | "note" | "wrong";
  sentence: string;
};

export function right(sentence: string): Finding {
  return { state: "right", sentence };
}

export function note(sentence: string): Finding {
  return { state: "note", sentence };
}

export function wrong(sentence: string): Finding {
  return { state: "wrong", sentence };
}
