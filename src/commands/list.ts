import type { Command } from "./command.ts";
import { connectionCommands } from "./connection.ts";
import { directoryCommands } from "./directory.ts";
import { keyCommands } from "./keys.ts";
import { orgCommands } from "./org.ts";
import { outboxCommands } from "./outbox.ts";
import { personCommands } from "./person.ts";
import { pilotCommands } from "./pilot.ts";
import { quarantineCommands } from "./quarantine.ts";
import { roleCommands } from "./role.ts";
import { status } from "./status.ts";

/** Everything that can be typed after `lotse`, by its words. */
export const allCommands: Readonly<Record<string, Command>> = {
  status,
  ...orgCommands,
  ...pilotCommands,
  ...connectionCommands,
  ...roleCommands,
  ...directoryCommands,
  ...personCommands,
  ...outboxCommands,
  ...quarantineCommands,
  ...keyCommands,
};
