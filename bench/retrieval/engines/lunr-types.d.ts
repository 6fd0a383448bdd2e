/** The part of `lunr` 2.3 the bench uses; the package brings no types. */
declare module "lunr" {
  class Token {
    constructor(text: string, metadata: { index: number });
    toString(): string;
    update(change: (text: string) => string): Token;
  }
  type Step = (token: Token) => Token | null;
  type Pipeline = { reset(): void; add(...steps: Step[]): void };
  type Builder = {
    pipeline: Pipeline;
    searchPipeline: Pipeline;
    tokenizer: (text: unknown) => Token[];
    ref(field: string): void;
    field(name: string): void;
    add(item: object): void;
  };
  type Query = {
    term(term: string, options: { usePipeline: false; editDistance?: number; boost?: number }): void;
  };
  type Index = { query(ask: (query: Query) => void): { ref: string; score: number }[] };
  const lunr: {
    (describe: (builder: Builder) => void): Index;
    Token: typeof Token;
    tokenizer(text: unknown): Token[];
  };
  export default lunr;
}
