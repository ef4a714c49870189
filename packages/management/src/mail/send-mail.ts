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

/** Sends one mail. Throws what the server said. A password goes over the network by TLS alone. */
export async function sendMail({ host, port, secure, username, password, sender }: MailServer, mail: Mail): Promise<void> {
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
  } finally {
    transport.close();
  }
}
