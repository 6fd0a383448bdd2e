import type { Language } from "../../src/channel/language.ts";

/** HTML that is ready to be sent. */
export type Html = { html: string };

/** Text and attributes in a template are escaped, unless they are Html. */
export function html(parts: TemplateStringsArray, ...values: (string | Html | readonly Html[])[]): Html {
  const filled = values.map((value) => {
    if (typeof value === "string") return escaped(value);
    return "html" in value ? value.html : value.map(({ html }) => html).join("");
  });
  return { html: parts.map((part, at) => part + (filled[at] ?? "")).join("") };
}

type PlainPage = { status: number; language: Language; title: string; body: Html; cookies?: string[] };

/** A page that needs no script: for those who are at the door. */
export function plainPage({ status, language, title, body, cookies = [] }: PlainPage): Response {
  const page = html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <title>${title} · Lotse</title>
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="color-scheme" content="light dark">
    <link rel="icon" type="image/svg+xml" href="/page/mark.svg">
    <link rel="stylesheet" href="/page/chat.css">
    <link rel="stylesheet" href="/page/door.css">
  </head>
  <body>
    <main class="doorway">
      <p class="house"><img src="/page/mark.svg" alt="" width="36" height="36"> Lotse</p>
      <h1>${title}</h1>
      ${body}
    </main>
  </body>
</html>
`;
  const headers = new Headers({ "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(page.html, { status, headers });
}

/** The language a browser would rather read, before it is known who asks. */
export function languageAskedFor(request: Request): Language {
  return languageIn(request) ?? "en";
}

/** The same; null where it would rather read neither of ours. */
export function languageIn(request: Request): Language | null {
  const asked = (request.headers.get("accept-language") ?? "").toLowerCase().split(/[^a-z]+/);
  return asked.find((language) => language === "de" || language === "en") ?? null;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
