/**
 * What Lotse asks of a workspace, and what for. Nothing here can read what is written in channels: of those it hears only what
 * mentions it.
 */
export const SCOPES: Record<string, string> = {
  "app_mentions:read": "hearing when somebody mentions Lotse in a channel",
  "assistant:write": "suggested prompts and titles in the agent view",
  "chat:write": "answering, in channels for one person alone, and showing that an answer is being written",
  commands: "the command /lotse and the shortcuts",
  "im:history": "hearing direct messages to Lotse, and finding its own again instead of sending them twice",
  "im:write": "beginning the direct conversation in which check-ins and decisions arrive",
  "usergroups:read": "knowing who belongs to the user groups that stand for units",
  "users:read": "names, languages and time zones, and who has left",
  "users:read.email":
    "recognising the same person in Slack, Teams and the web chat by their verified address",
};

/** Asked for only where Lotse is to show previews of links to the catalogue. */
export const LINK_SCOPES: Record<string, string> = {
  "links:read": "hearing when somebody shares a link to the catalogue",
  "links:write": "showing what is behind it",
};

/** Of the app token, for Socket Mode. */
export const SOCKET_SCOPE = "connections:write";
