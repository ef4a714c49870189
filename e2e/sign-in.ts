import { test as base, expect, type Page, request } from "@playwright/test";
import { type E2eStack, e2eStack } from "./stack.ts";

type StorageState = Awaited<ReturnType<Awaited<ReturnType<typeof request.newContext>>["storageState"]>>;

/** Tests that start signed in as the administrator, and know where the stack is. One sign-in a worker: the door counts attempts. */
export const test = base.extend<object, { stack: E2eStack; session: StorageState }>({
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the first argument to be a pattern
    async ({}, use) => use(await e2eStack()),
    { scope: "worker" },
  ],
  session: [
    async ({ stack }, use) => {
      const context = await request.newContext({ baseURL: stack.consoleUrl });
      const answer = await context.post("/api/auth/sign-in/email", {
        data: { email: stack.adminEmail, password: stack.adminPassword },
        headers: { origin: stack.consoleUrl },
      });
      expect(answer.ok(), `sign-in answered ${answer.status()}`).toBe(true);
      await use(await context.storageState());
      await context.dispose();
    },
    { scope: "worker" },
  ],
  storageState: ({ session }, use) => use(session),
  page: async ({ page }, use) => {
    awaitReact(page);
    await use(page);
  },
});

/** Going somewhere takes until React has the page: what is typed or pressed before is forgotten, and a test is quicker than a person. */
function awaitReact(page: Page): void {
  const [goTo, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (...to) => {
    const answer = await goTo(...to);
    await expect.poll(() => page.evaluate(isReacts), { intervals: [50] }).toBe(true);
    return answer;
  };
  page.reload = async (...options) => {
    const answer = await reload(...options);
    await expect.poll(() => page.evaluate(isReacts), { intervals: [50] }).toBe(true);
    return answer;
  };
}

/** Run in the page: React marks what it holds. */
function isReacts(): boolean {
  const held = (element: Element) => Object.keys(element).some((key) => key.startsWith("__reactProps"));
  return Array.from(document.querySelectorAll("a, button, input, select, textarea")).every(held);
}

export { expect };
