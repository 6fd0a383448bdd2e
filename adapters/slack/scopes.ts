/**
 * What Lotse asks of a workspace, each with what stops working without it. Nothing here can read what is written in channels: of those
 * it hears only what mentions it.
 */
export const SCOPES: Record<string, string> = {
  "app_mentions:read": "hear when somebody mentions Lotse in a channel",
  "assistant:write": "suggest prompts and name conversations in the agent view",
  "chat:write": "answer, privately in channels too, and show that an answer is being written",
  commands: "the command /lotse and the shortcuts",
  "im:history": "hear direct messages to Lotse, and find its own again instead of sending them twice",
  "im:write": "begin the direct conversation in which check-ins and decisions arrive",
  "usergroups:read": "know who belongs to the user groups that stand for units",
  "users:read": "names, languages and time zones, and who has left",
  "users:read.email": "recognise the same person in Slack, Teams and the web chat by their verified address",
};

/** Asked for only where Lotse is to show previews of links to the catalogue. */
export const LINK_SCOPES: Record<string, string> = {
  "links:read": "hear when somebody shares a link to the catalogue",
  "links:write": "show what is behind it",
};

/** Of the app token, for Socket Mode. */
export const SOCKET_SCOPE = "connections:write";
