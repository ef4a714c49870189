import { expect } from "@playwright/test";
import type { E2eStack } from "./stack.ts";

/** Calls the management API as a script would, with the administrator's token: `GET /apis`. Answers the parsed body. */
export async function callManagement(stack: E2eStack, call: string, body?: unknown): Promise<Record<string, unknown>> {
  const [method = "GET", path = ""] = call.split(" ");
  const answer = await fetch(`${stack.consoleUrl}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${stack.adminToken}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  expect(answer.ok, `${call} answered ${answer.status}: ${text}`).toBe(true);
  return text === "" ? {} : JSON.parse(text);
}

/** Takes the API at a context path away, if there is one, so that a test can be run again over the same stack. */
export async function removeApiAt(stack: E2eStack, contextPath: string): Promise<void> {
  const { data } = await callManagement(stack, "GET /apis?perPage=100");
  for (const api of data as { id: string; contextPaths: string[] }[]) {
    if (api.contextPaths.includes(contextPath)) await callManagement(stack, `DELETE /apis/${api.id}`);
  }
}

let counter = 0;

/** A context path that no other test has. */
export function freshPath(): string {
  counter += 1;
  return `e2e-${process.pid}-${Date.now().toString(36)}-${counter}`;
}
