/** The token a page inside Teams sends with each request, where cookies do not work; null where there is none. */
export function bearerOf(request: Request): string | null {
  const [, token] = /^Bearer +(\S{1,16000})$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  return token ?? null;
}
