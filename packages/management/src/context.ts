import type { Database } from "@sluice/db/client";
import type { SecretBox } from "@sluice/db/secret-box";
import type { Permission } from "@sluice/definition/access";
import type { MailServer } from "./mail/mail-server.ts";

/** Who acts. `name` is what history shows. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly kind: "session" | "token";
  /** One of `@sluice/definition/access`. */
  readonly role: string;
  /** What a token is confined to; null where nothing but its owner's role and memberships confine it. */
  readonly scopes: readonly Permission[] | null;
  readonly ip: string | null;
  /** The session by which a person acts, so that it can be told from their others. Absent for tokens. */
  readonly sessionId?: string;
}

export interface Settings {
  /** Where consumers reach the gateway: `http://localhost:8082` */
  readonly gatewayUrl: string;
  /** `http://localhost:8090`, or null where no simulator runs. */
  readonly simulatorUrl: string | null;
  /** True when the operator lets this server call link-local addresses that people chose (`SLUICE_ALLOW_LINK_LOCAL`). */
  readonly linkLocalAllowed?: boolean;
  /** The operator's mail server, for as long as the settings name none. */
  readonly mail?: MailServer | null;
}

/** All that a management verb needs from outside. */
export interface ManagementContext {
  readonly db: Database;
  readonly secretBox: SecretBox;
  readonly actor: Actor;
  readonly now: () => Date;
  readonly settings: Settings;
}

/** The same for what nobody has signed in for: using a link. */
export interface AnonymousContext extends Omit<ManagementContext, "actor"> {
  readonly ip: string | null;
}
