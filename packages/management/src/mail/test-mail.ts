import { mailTestInputSchema, type mailTestSchema } from "@sluice/definition/mail";
import type { z } from "zod";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { readMailServer } from "./mail-server.ts";
import { sendMail } from "./send-mail.ts";

const TEXT = "This is how Sluice's alerts reach you.";

/** Sends a mail by the server in force, by the code that sends alerts. */
export async function testMail(context: ManagementContext, body: unknown): Promise<z.output<typeof mailTestSchema> | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  const input = parseInput(mailTestInputSchema, body);
  if (input instanceof ManagementError) return input;
  const server = await readMailServer(context);
  if (!server) return { ok: false, error: "No mail server is set." };
  try {
    await sendMail(server, { to: input.to, subject: "Sluice can send e-mail", text: TEXT });
    return { ok: true };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}
