import type { Page } from "@playwright/test";
import { makeApi } from "./made-api.ts";
import { expect, test } from "./sign-in.ts";

declare global {
  interface Window {
    policyViolations?: string[];
  }
}

/** Notes what the page's own policy keeps it from doing, from the first byte on. */
async function noteViolations(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.policyViolations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      window.policyViolations?.push(`${event.violatedDirective} ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`);
    });
  });
}

const violations = (page: Page) => page.evaluate(() => window.policyViolations);

test("no page does what its policy forbids, and every page comes alive under it", async ({ page, stack }) => {
  test.slow();
  const { id } = await makeApi(stack, { deployed: true });
  await noteViolations(page);
  const pages = ["/apis", "/apis/new", `/apis/${id}`, `/apis/${id}/endpoints`, `/apis/${id}/deployments`, "/settings", "/settings/people"];
  for (const path of pages) {
    await page.goto(path);
    await expect(page.getByRole("heading").first()).toBeVisible();
    await expectAlive(page);
    expect(await violations(page), path).toEqual([]);
  }
  await page.goto("/nowhere");
  await expect(page.getByText("There is nothing at this address")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.goto("/apis/new/v4");
  await expect(page.getByLabel("API name")).toBeVisible();
  await page.getByRole("button", { name: "Validate my API details", exact: true }).click();
  await expect(page.getByLabel("API name")).toBeFocused();
  expect(await violations(page)).toEqual([]);
});

/** React has woken up: ⌘K opens the palette. */
async function expectAlive(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Find or do" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Escape");
}

test("a script that was smuggled into a page does not run", async ({ page }) => {
  await noteViolations(page);
  await page.goto("/apis");
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.name = 'smuggled'";
    document.body.append(script);
    return window.name === "smuggled";
  });
  expect(ran).toBe(false);
  expect((await violations(page))?.join()).toContain("script-src");
});

test("every answer says how it is to be treated; each page's nonce is its own", async ({ request, stack }) => {
  const [first, second] = [await request.get("/sign-in"), await request.get("/sign-in")];
  const policies = [first, second].map((answer) => answer.headers()["content-security-policy"] ?? "");
  expect(policies[0]).toContain(`connect-src 'self' ${stack.gatewayUrl} `);
  expect(policies[0]).toContain("frame-ancestors 'none'");
  expect(policies[0]).not.toMatch(/script-src[^;]*unsafe-inline/);
  expect(policies[0]).not.toBe(policies[1]);
  const data = await request.get("/api/v1/me");
  expect(data.headers()["content-security-policy"]).toBe("default-src 'none'; frame-ancestors 'none'");
  for (const answer of [first, data]) {
    const headers = answer.headers();
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers).not.toHaveProperty("x-powered-by");
    expect(headers).not.toHaveProperty("strict-transport-security");
  }
  const secure = await request.get("/sign-in", { headers: { "x-forwarded-proto": "https" } });
  expect(secure.headers()["strict-transport-security"]).toMatch(/max-age=\d{8}/);
});

test("what a caller says of where it comes from is not believed", async ({ request, stack }) => {
  await request.get("/api/v1/me");
  const invented = await fetch(`${stack.consoleUrl}/api/v1/applications`, {
    method: "POST",
    headers: { authorization: `Bearer ${stack.adminToken}`, "content-type": "application/json", "x-forwarded-for": "6.6.6.6" },
    body: JSON.stringify({ name: "Invented address" }),
  });
  const { id } = (await invented.json()) as { id: string };
  const { data } = await (await request.get(`/api/v1/audit?entityId=${id}`)).json();
  expect(data[0].ip).toMatch(/^(127\.0\.0\.1|::1)$/);
});
