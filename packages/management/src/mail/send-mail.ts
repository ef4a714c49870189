import { MASK } from "@sluice/definition/secrets";
import { createTransport } from "nodemailer";
import type { MailServer } from "./mail-server.ts";

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 20_000;
const OWN_MACHINE = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/;

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for the same mail, however often it is sent: whoever gets it twice can tell. */
  readonly messageId?: string;
}

/** Sends one mail. Throws what the server said, without what it was told. A password goes over the network by TLS alone. */
export async function sendMail(server: MailServer, mail: Mail): Promise<void> {
  const { host, port, secure, username, password, sender } = server;
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: username !== "" && !secure && !OWN_MACHINE.test(host),
    ...(username === "" ? {} : { auth: { user: username, pass: password } }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from: sender, ...mail });
  } catch (error) {
    throw new Error(withoutPassword(error instanceof Error ? error.message : String(error), server));
  } finally {
    transport.close();
  }
}

/** Some servers repeat what they refuse: the password as it is, or as the two ways of signing in send it. */
function withoutPassword(said: string, { username, password }: MailServer): string {
  if (password === "") return said;
  const sent = [password, ...[password, `\0${username}\0${password}`].map((text) => Buffer.from(text).toString("base64"))];
  return sent.reduce((rest, secret) => rest.replaceAll(secret, MASK), said);
}
