import { z } from "zod";

/** By which server e-mail leaves. */

const sender = z
  .string("The sender is required.")
  .trim()
  .max(300)
  .regex(
    /^(?:[^<>\r\n]* <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    "A sender is an address, or a name and an address: Sluice <sluice@example.org>.",
  );

export const mailSettingsInputSchema = z.strictObject({
  host: z
    .string("The server is required.")
    .trim()
    .min(1, "The server is required.")
    .max(255)
    .regex(/^[A-Za-z0-9.:_-]+$/, "A server is a name or an address."),
  port: z.int("A port is a number.").min(1).max(65_535).default(587),
  secure: z.boolean().default(false).meta({ description: "TLS from the first byte (465); else STARTTLS where the server offers it" }),
  username: z.string().max(320).default(""),
  password: z.string().max(1024).default("").meta({ description: "Write-only: the mask keeps what is stored" }),
  sender,
});

export const mailSettingsSchema = z.object({
  source: z
    .enum(["settings", "environment", "none"])
    .meta({ description: "Settings go before the environment (SLUICE_SMTP_URL, SLUICE_SMTP_FROM)" }),
  host: z.string(),
  port: z.int(),
  secure: z.boolean(),
  username: z.string(),
  /** A mask, or nothing. */
  password: z.string(),
  sender: z.string(),
});

export const mailTestInputSchema = z.strictObject({ to: z.email("This is no e-mail address.").max(254) });
export const mailTestSchema = z.object({
  ok: z.boolean(),
  /** Why not, in the server's words. */
  error: z.string().optional(),
});

export type MailSettingsInput = z.input<typeof mailSettingsInputSchema>;
export type MailSettingsResource = z.output<typeof mailSettingsSchema>;
