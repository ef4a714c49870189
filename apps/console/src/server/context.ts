import { findTokenOwner } from "@sluice/management/access/find-token-owner";
import type { Actor, AnonymousContext, ManagementContext } from "@sluice/management/context";
import { ManagementError } from "@sluice/management/management-error";
import { isCrossSite, isCsv, isNotJson } from "./auth-request.ts";
import { callerIp } from "./caller-ip.ts";
import { serverRuntime } from "./runtime.ts";
import { userOfSession } from "./session.ts";

const READING_METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/** Who calls, by bearer token or by the console's session, with all that a verb needs; or why it is nobody. */
export async function contextOf(request: Request): Promise<ManagementContext | ManagementError> {
  const { db, secretBox, settings } = await serverRuntime();
  const now = () => new Date();
  const authorization = request.headers.get("authorization");
  const actor = authorization === null ? await actorOfSession(request) : await actorOfToken(authorization);
  if (actor instanceof ManagementError) return actor;
  return { db, secretBox, settings, now, actor: { ...actor, ip: callerIp(request.headers) } };
}

/** All that a verb needs which asks for no one: the link in the body says who it is. */
export async function anonymousContext(request: Request): Promise<AnonymousContext> {
  const { db, secretBox, settings } = await serverRuntime();
  return { db, secretBox, settings, now: () => new Date(), ip: callerIp(request.headers) };
}

async function actorOfToken(authorization: string): Promise<Omit<Actor, "ip"> | ManagementError> {
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (!token) return new ManagementError("unauthenticated", "Send the API token as: Authorization: Bearer <token>.");
  const { db } = await serverRuntime();
  const owner = await findTokenOwner(db, token, new Date());
  return owner ?? new ManagementError("unauthenticated", "This API token is not known, or has expired.");
}

async function actorOfSession(request: Request): Promise<Omit<Actor, "ip"> | ManagementError> {
  const user = await userOfSession(request.headers);
  if (!user) return new ManagementError("unauthenticated", "Sign in, or send an API token as: Authorization: Bearer <token>.");
  if (!READING_METHODS.includes(request.method)) {
    if (isCrossSite(request.headers)) return new ManagementError("forbidden", "Another site cannot make changes in your name.");
    if (isNotJson(request.headers) && !isCsv(request.headers))
      return new ManagementError("unsupported_media_type", "Send JSON, as: Content-Type: application/json.");
  }
  return { id: user.id, name: user.name, kind: "session", role: user.role, scopes: null, sessionId: user.sessionId };
}
