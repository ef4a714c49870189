import { z } from "zod";
import { PERMISSIONS, ROLES } from "./access.ts";
import { pageQuerySchema } from "./resources.ts";

/** People, and what lets them in, as the management API takes and gives them. Times are ISO 8601. */

const time = z.iso.datetime();
const role = z.enum(ROLES, `A role is one of: ${ROLES.join(", ")}.`);
const personName = z.string("The name is required.").trim().min(1, "The name is required.").max(100, "At most 100 characters.");
/** Addresses are compared in small letters: Ada@example.org and ada@example.org are one person. */
const email = z.string("The email address is required.").trim().toLowerCase().max(254).pipe(z.email("This is not an email address."));

/** NIST SP 800-63B asks for eight at least; the longest is what hashing takes without being a burden. */
export const SHORTEST_PASSWORD = 8;
export const LONGEST_PASSWORD = 128;
export const newPasswordSchema = z
  .string("The password is required.")
  .min(SHORTEST_PASSWORD, `A password has at least ${SHORTEST_PASSWORD} characters.`)
  .max(LONGEST_PASSWORD, `A password has at most ${LONGEST_PASSWORD} characters.`);

/** Who asks, and what they may do: everywhere, or at the place that was asked about. */
export const meSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  permissions: z.array(z.enum(PERMISSIONS)),
  /** What they may do in one place at least: whether there is anything to see in a part of the console. */
  somewhere: z.array(z.enum(PERMISSIONS)),
});
export const meQuerySchema = z.object({ apiId: z.uuid().optional(), applicationId: z.uuid().optional() });
export const passwordChangeSchema = z.strictObject({
  currentPassword: z.string("The current password is required.").min(1, "The current password is required.").max(LONGEST_PASSWORD),
  newPassword: newPasswordSchema,
});

/** How somebody comes in. */
export const signInWaySchema = z.object({
  kind: z.enum(["password", "oidc"]),
  /** The provider's name, for `oidc`. */
  provider: z.string().optional(),
});
export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  /** From here on only for those who may manage people, and oneself. */
  disabledAt: time.nullable().optional(),
  createdAt: time.optional(),
  lastSignInAt: time.nullable().optional(),
  signIn: z.array(signInWaySchema).optional(),
});
export const peopleQuerySchema = pageQuerySchema.extend({
  q: z.string().trim().max(100).optional().meta({ description: "A part of the name or of the email address" }),
});
/** What is left out stays. */
export const personUpdateSchema = z.strictObject({
  name: personName.optional(),
  role: role.optional(),
  disabled: z.boolean().optional().meta({ description: "Signs in no more; sessions and tokens end at once" }),
});

export const sessionSchema = z.object({
  id: z.string(),
  /** As the browser names itself. */
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  createdAt: time,
  lastUsedAt: time,
  expiresAt: time,
  /** The one that asks. */
  current: z.boolean(),
});
export const endSessionsSchema = z.strictObject({
  sessionId: z.string().max(100).optional().meta({ description: "This one alone; left out: all of them" }),
  keepCurrent: z.boolean().default(false).meta({ description: "All but the one that asks" }),
});

export const INVITATION_STATES = ["PENDING", "ACCEPTED", "REVOKED", "EXPIRED"] as const;
export const invitationSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  state: z.enum(INVITATION_STATES),
  invitedBy: z.string(),
  createdAt: time,
  expiresAt: time,
  /** The way in, under the console's address: `/invitation#…`. Shown once, when it is made. */
  link: z.string().optional(),
});
export const invitationInputSchema = z.strictObject({ email, name: z.string().trim().max(100).default(""), role: role.default("viewer") });
export const invitationQuerySchema = pageQuerySchema.extend({ state: z.enum(INVITATION_STATES).optional() });
/** A link that replaces a forgotten password; like an invitation's. */
export const passwordLinkSchema = z.object({ link: z.string(), expiresAt: time });

const linkToken = z.string("The link's token is required.").min(1, "The link's token is required.").max(200);
export const openLinkInputSchema = z.strictObject({ token: linkToken });
/** What the one who holds a link is told before they choose a password. */
export const openedLinkSchema = z.object({
  kind: z.enum(["invitation", "password-reset"]),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  expiresAt: time,
});
export const acceptLinkInputSchema = z.strictObject({
  token: linkToken,
  name: personName.optional().meta({ description: "Left out: the name of the invitation, or the one that the person has" }),
  password: newPasswordSchema,
});
export const acceptedLinkSchema = z.object({ email: z.string() });

export type Me = z.output<typeof meSchema>;
export type Person = z.output<typeof personSchema>;
export type PersonUpdate = z.input<typeof personUpdateSchema>;
export type PersonSession = z.output<typeof sessionSchema>;
export type Invitation = z.output<typeof invitationSchema>;
export type InvitationInput = z.input<typeof invitationInputSchema>;
export type PasswordLink = z.output<typeof passwordLinkSchema>;
export type OpenedLink = z.output<typeof openedLinkSchema>;
export type AcceptedLink = z.output<typeof acceptedLinkSchema>;
