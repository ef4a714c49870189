import type { Database } from "@sluice/db/client";
import type { SecretBox } from "@sluice/db/secret-box";

/** By which server e-mail leaves, with its password in clear. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly username: string;
  readonly password: string;
  readonly sender: string;
}

const SUBMISSION_PORT = 587;
const TLS_PORT = 465;

/** `smtp://user:password@host:587` or `smtps://…`, as an operator writes it. Null for what is none. */
export function parseMailServer(url: string, sender: string): MailServer | null {
  if (!/^smtps?:\/\//.test(url) || !URL.canParse(url)) return null;
  const { protocol, hostname, port, username, password } = new URL(url);
  if (hostname === "" || sender === "") return null;
  const secure = protocol === "smtps:";
  return {
    host: hostname,
    port: Number(port) || (secure ? TLS_PORT : SUBMISSION_PORT),
    secure,
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    sender,
  };
}

interface Tools {
  readonly db: Pick<Database, "mailSettings">;
  readonly secretBox: SecretBox;
  readonly settings: { readonly mail?: MailServer | null };
}

/** What the settings say, else the environment; null: nothing does. */
export async function readMailServer({ db, secretBox, settings }: Tools): Promise<MailServer | null> {
  const row = await db.mailSettings.findUnique({ where: { id: 1 } });
  if (!row) return settings.mail ?? null;
  const { host, port, secure, username, sender } = row;
  return { host, port, secure, username, sender, password: row.password === "" ? "" : await secretBox.open(row.password) };
}
