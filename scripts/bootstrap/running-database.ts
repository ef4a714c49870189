import { ROLE, readSettings } from "../postgres/cluster.ts";
import { DATABASE } from "./database.ts";
import { StopSign } from "./stop-sign.ts";

/** The address of the embedded database that a runner has started on this folder. */
export function runningDatabaseUrl(dataFolder: string): string {
  const settings = readSettings(dataFolder);
  if (!settings?.port) throw new StopSign("Sluice is just starting: wait until it is ready, then try again.");
  return `postgresql://${ROLE}:${settings.password}@127.0.0.1:${settings.port}/${DATABASE}`;
}
