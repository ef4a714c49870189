import { expectFit, SIZES } from "./looks.ts";
import { makeApi } from "./made-api.ts";
import { callManagement } from "./management.ts";
import { expect, test } from "./sign-in.ts";

test("contents are kept once the API says so, shown on demand, and the audit notes who read them", async ({ page, stack }) => {
  const api = await makeApi(stack, { deployed: true });
  await page.goto(`/apis/${api.id}/logs`);
  await page.getByRole("link", { name: "Logging" }).click();
  await expect(page.getByRole("heading", { name: "Logging" })).toBeVisible();
  await page.getByRole("button", { name: "Both" }).click();
  await page.getByLabel("Sampling").fill("101");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Sampling has to be between 0 and 100 percent.")).toBeVisible();
  await page.getByLabel("Sampling").fill("100");
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await expectFit(page);
  }
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await callManagement(stack, `POST /apis/${api.id}/deployments`, {});
  const ask = async () => {
    const res = await fetch(`${stack.gatewayUrl}${api.path}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "simulator:gpt-5-mini", messages: [{ role: "user", content: "Remember these words" }] }),
    });
    await res.text();
    return res.headers.get("x-request-id") ?? "";
  };
  let requestId = "";
  const state = async () => {
    requestId ||= await ask();
    const entry = await callManagement(stack, `GET /logs/${requestId}`).catch(() => ({ contentState: "" }) as Record<string, unknown>);
    // The deployment had not arrived yet.
    if (entry["contentState"] === "off") requestId = "";
    return entry["contentState"];
  };
  await expect.poll(state, { timeout: 20_000 }).toBe("kept");
  await page.goto(`/apis/${api.id}/logs?request=${requestId}`);
  const contents = page.getByRole("region", { name: "Contents" });
  await expect(contents).not.toContainText("Remember these words");
  await contents.getByRole("button", { name: "Show contents" }).click();
  await expect(contents.getByRole("region", { name: "Request of the caller" })).toContainText('"content": "Remember these words"');
  await expect(contents.getByRole("region", { name: /^Answer to the caller/ })).toContainText('"choices"');
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await expectFit(page);
  }
  const { data } = await callManagement(stack, "GET /audit?perPage=20");
  expect(
    (data as { action: string; entityId: string }[]).filter(({ action }) => action === "content.read").map(({ entityId }) => entityId),
  ).toEqual([requestId]);
});
