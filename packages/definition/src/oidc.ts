import { z } from "zod";
import { ROLES } from "./access.ts";

/** Sign-in by OpenID Connect, as the management API takes and gives it. Times are ISO 8601. */

const time = z.iso.datetime();
const role = z.enum(ROLES, `A role is one of: ${ROLES.join(", ")}.`);
const issuer = z
  .string("The issuer is required.")
  .trim()
  .max(2048)
  .refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), "An issuer is a web address, such as https://accounts.example.org.")
  .refine((text) => !URL.canParse(text) || !new URL(text).username, "An issuer's address holds no user name.");

/** More values than any directory has roles for. */
const MOST_ROLE_VALUES = 100;

const changeable = {
  name: z.string("The name is required.").trim().min(1, "The name is required.").max(50, "At most 50 characters."),
  clientId: z.string("The client id is required.").trim().min(1, "The client id is required.").max(512),
  clientSecret: z.string("The client secret is required.").min(1, "The client secret is required.").max(4096),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, "A scope is a word without spaces and quotes."))
    .max(50)
    .default(["openid", "profile", "email"]),
  defaultRole: role
    .nullable()
    .default(null)
    .meta({ description: "What whoever comes for the first time is; null: only who was invited comes in, or has a role by the claim" }),
  roleClaim: z.string().trim().min(1).max(200).nullable().default(null).meta({
    description: "A claim, dots leading into objects, whose values are looked up in `roles` at every sign-in; null: roles are given here",
  }),
  roles: z
    .record(z.string().min(1).max(200), role)
    .default({})
    .refine((roles) => Object.keys(roles).length <= MOST_ROLE_VALUES, `At most ${MOST_ROLE_VALUES} values.`),
  enabled: z.boolean().default(true),
};
export const oidcProviderInputSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, "Small letters, digits and hyphens, at most 40.")
    .optional()
    .meta({ description: "Stands in the callback's address; left out: made from the name" }),
  issuer,
  ...changeable,
});
/** Who somebody is there is said by the issuer: another one is another provider. */
export const oidcProviderUpdateSchema = z.strictObject(changeable);
export const oidcProviderSchema = z.object({
  ...changeable,
  id: z.string(),
  issuer: z.string(),
  /** To be entered at the issuer, under the console's address. */
  callbackPath: z.string(),
  createdAt: time,
  updatedAt: time,
});

export const oidcCheckInputSchema = z.strictObject({ issuer });
export const oidcCheckSchema = z.object({
  ok: z.boolean(),
  /** Why not. */
  error: z.string().optional(),
  authorizationEndpoint: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  claims: z.array(z.string()).optional(),
});

/** Why somebody was not let in: said on the sign-in page. */
export const OIDC_REFUSALS = [
  "unreachable",
  "interrupted",
  "refused",
  "unverified-email",
  "unknown-person",
  "no-role",
  "disabled",
] as const;
export type OidcRefusal = (typeof OIDC_REFUSALS)[number];

export type OidcProviderResource = z.output<typeof oidcProviderSchema>;
export type OidcProviderInput = z.input<typeof oidcProviderInputSchema>;
export type OidcProviderUpdate = z.input<typeof oidcProviderUpdateSchema>;
export type OidcCheck = z.output<typeof oidcCheckSchema>;
