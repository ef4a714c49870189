import { randomBytes } from "node:crypto";
import { hashToken } from "../access/hash-token.ts";

/** 256 bits: nobody guesses one, so opening a link needs no brake. */
const TOKEN_BYTES = 32;
const HOUR_MS = 3_600_000;
/** Long enough for somebody's holiday week, short enough for a mailbox that is read by others later. */
export const INVITATION_LIFETIME_MS = 7 * 24 * HOUR_MS;
/** A forgotten password is wanted today. */
export const PASSWORD_LINK_LIFETIME_MS = 24 * HOUR_MS;

export interface MadeLink {
  /** Under the console's address. The token stands in the fragment: browsers send it to no server, so no log and no Referer has it. */
  readonly link: string;
  /** What is kept. */
  readonly hash: string;
}

export function makeLink(): MadeLink {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { link: `/invitation#${token}`, hash: hashToken(token) };
}
