import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface SmtpSink {
  readonly port: number;
  readonly mails: { readonly to: readonly string[]; readonly text: string }[];
  close(): Promise<void>;
}

/** A mail server on a free port that takes everything, from nobody or from whoever has the password. The wrong one it repeats, as some do. */
export async function startSmtpSink(password: string): Promise<SmtpSink> {
  const mails: SmtpSink["mails"] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onAuth: (given, _session, done) =>
      done(given.password === password ? null : new Error(`Wrong password: ${given.password}`), { user: "sluice" }),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        mails.push({ to: envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port: (server.server.address() as AddressInfo).port, mails, close };
}
