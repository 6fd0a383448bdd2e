/** What the app may do in a workspace, as its manifest asks for it too: no more than it needs. */
export const scopes = [
  "app_mentions:read",
  "assistant:write",
  "chat:write",
  "commands",
  "im:history",
  "im:write",
  "links:read",
  "links:write",
  "usergroups:read",
  "users:read",
  "users:read.email",
] as const;
