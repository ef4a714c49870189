import { expect, request } from "@playwright/test";
import { callManagement } from "./management.ts";
import type { E2eStack } from "./stack.ts";

type Role = "viewer" | "consumer" | "publisher" | "administrator";

export interface E2ePerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** For `browser.newContext({ storageState })`: signed in. */
  readonly storageState: Awaited<ReturnType<Awaited<ReturnType<typeof request.newContext>>["storageState"]>>;
}

let counter = 0;

/** A person with a role, who came by an invitation and is signed in. */
export async function makePerson(stack: E2eStack, role: Role, name = `The ${role}`): Promise<E2ePerson> {
  counter += 1;
  const email = `${role}-${process.pid}-${Date.now().toString(36)}-${counter}@sluice.test`;
  const password = `a password of ${email}`;
  const { link } = await callManagement(stack, "POST /invitations", { email, name, role });
  const token = String(link).split("#")[1] ?? "";
  const context = await request.newContext({ baseURL: stack.consoleUrl, extraHTTPHeaders: { origin: stack.consoleUrl } });
  const accepted = await context.post("/api/v1/invitations/_accept", { data: { token, password } });
  expect(accepted.ok(), `accepting the invitation answered ${accepted.status()}`).toBe(true);
  const signedIn = await context.post("/api/auth/sign-in/email", { data: { email, password } });
  expect(signedIn.ok(), `sign-in answered ${signedIn.status()}`).toBe(true);
  const { id } = await (await context.get("/api/v1/me")).json();
  const storageState = await context.storageState();
  await context.dispose();
  return { id, name, email, password, storageState };
}
