const ERROR = "application/vnd.microsoft.error";

/** Instead of what a button on a card was to do. */
export function cardProblem(message: string): object {
  return { statusCode: 400, type: ERROR, value: { code: "BadRequest", message } };
}

/** Instead of a list or a preview. */
export function saidInSearch(text: string): object {
  return { composeExtension: { type: "message", text } };
}
