/** The part of `snowball-stemmers` 0.6 we use; the package brings no types. */
declare module "snowball-stemmers" {
  type Stemmer = { stem(word: string): string };
  const snowball: { newStemmer(language: "german"): Stemmer };
  export default snowball;
}
