/** Between the replicas of one installation. What is sent over it may be lost: what must not be is in the store. */
export interface Wire {
  /** To every other replica. Best effort; never throws. */
  send(message: string): void;
  /** `broken`: messages may have been lost, in either direction. */
  listen(ears: { message(message: string): void; broken(): void }): void;
  /** Whether what is sent can arrive just now. */
  isUp(): boolean;
  close(): Promise<void>;
}

/** Wires within one process: each `join` is one end. Of a lone process, nobody is at the other. */
export function room(): { join(): Wire } {
  const inside = new Set<(message: string) => void>();
  return {
    join() {
      let own: ((message: string) => void) | null = null;
      return {
        send(message) {
          for (const hear of inside) if (hear !== own) hear(message);
        },
        listen({ message }) {
          own = message;
          inside.add(message);
        },
        isUp: () => true,
        async close() {
          if (own) inside.delete(own);
        },
      };
    },
  };
}
