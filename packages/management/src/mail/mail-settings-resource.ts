import type { MailSettings } from "@sluice/db/generated/client";
import type { MailSettingsResource } from "@sluice/definition/mail";
import { maskSecret } from "@sluice/definition/sealed";
import { MASK } from "@sluice/definition/secrets";
import type { MailServer } from "./mail-server.ts";

const NOTHING = { source: "none", host: "", port: 587, secure: false, username: "", password: "", sender: "" } as const;

/** What those see who may change settings. Passwords are masks. */
export function mailSettingsResource(row: MailSettings | null, environment: MailServer | null): MailSettingsResource {
  if (row) {
    const { host, port, secure, username, sender } = row;
    return { source: "settings", host, port, secure, username, sender, password: row.password === "" ? "" : maskSecret(row.password) };
  }
  if (!environment) return NOTHING;
  return { ...environment, source: "environment", password: environment.password === "" ? "" : MASK };
}
