/** What Lotse asks of the directory where TEAMS_GRAPH is on, and what for. Without it, nothing. */
export const GRAPH_PERMISSIONS: Record<string, string> = {
  "AppCatalog.Read.All": "finding Lotse among the apps of the company, to install it for somebody",
  "GroupMember.Read.All": "knowing who belongs to the groups that stand for units",
  "TeamsAppInstallation.ReadWriteSelfForUser.All":
    "installing Lotse, and nothing else, for people who never opened it",
  "User.Read.All": "department and mail address of the people who talk to Lotse, and who is a guest",
};
