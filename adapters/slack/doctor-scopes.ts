import { type Finding, note, right, wrong } from "../../src/channel/finding.ts";
import { LINK_SCOPES, SCOPES } from "./scopes.ts";

/** What was granted beside what is needed. */
export function scopeFindings(granted: readonly string[], withLinks: boolean): Finding[] {
  const needed = withLinks ? { ...SCOPES, ...LINK_SCOPES } : SCOPES;
  const missing = Object.entries(needed).filter(([scope]) => !granted.includes(scope));
  const couldShow = !withLinks && Object.keys(LINK_SCOPES).every((scope) => granted.includes(scope));
  const known = { ...SCOPES, ...LINK_SCOPES };
  const more = granted.filter((scope) => !(scope in known));
  return [
    ...missing.map(([scope, reason]) =>
      wrong(
        `The scope ${scope} was not granted. It is for ${reason}. Put the manifest of npm run slack:manifest into the app's settings, and install the app again.`,
      ),
    ),
    ...(missing.length === 0 ? [right(`All ${Object.keys(needed).length} scopes are granted.`)] : []),
    ...(couldShow
      ? [
          note(
            "Links of the catalogue could get previews, too: the app may show them. Name the domains in SLACK_LINK_DOMAINS.",
          ),
        ]
      : []),
    ...(more.length > 0
      ? [note(`More was granted than Lotse needs: ${more.join(", ")}. Take it out of the app's settings.`)]
      : []),
  ];
}
