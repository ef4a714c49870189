import { execFileSync } from "node:child_process";
import { expectAccessible } from "./accessibility.ts";
import { makeApi } from "./made-api.ts";
import { callManagement } from "./management.ts";
import { expect, test } from "./sign-in.ts";

test("the overview says how to call, and its call answers", async ({ page, stack }) => {
  const api = await makeApi(stack, { deployed: true });
  await page.goto(`/apis/${api.id}`);
  await expect(page.getByText(`${stack.gatewayUrl}${api.path}`, { exact: true })).toBeVisible();
  await expect(page.getByRole("table", { name: "Models" })).toContainText("simulator:gpt-5-mini");
  const call = await page.getByRole("region", { name: "the curl call", exact: true }).textContent();
  const answer = JSON.parse(execFileSync("sh", ["-c", `${call} -sS`], { encoding: "utf8" }));
  expect(answer.choices[0].message.content).toBeTruthy();
  await page.getByRole("tab", { name: "Python" }).click();
  await expect(page.getByRole("region", { name: "the Python call", exact: true })).toContainText("simulator:gpt-5-mini");
  await expectAccessible(page);
});

test("an edited endpoint is saved, reviewed and deployed, and rolled back", async ({ page, stack }) => {
  const api = await makeApi(stack, { deployed: true });
  await page.goto(`/apis/${api.id}/endpoints`);
  const price = page.getByRole("textbox", { name: /^Input price of gpt-5-mini,/ });
  await price.fill("-1");
  await page.keyboard.press("Tab");
  await expect(page.getByText("A price cannot be negative.")).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(price).toBeFocused();
  await price.fill("0.3");
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText(/^Connected in/)).toBeVisible();
  const model = page.getByLabel("Model", { exact: true });
  await model.fill("o4-mini");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("cell", { name: "o4-mini", exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save", exact: true }).click();

  await expect(page.getByText("This API is out of sync.")).toBeVisible();
  await page.getByRole("button", { name: "Review changes" }).click();
  await expect(page.getByRole("dialog")).toContainText("Model o4-mini added to simulator");
  await page.getByRole("tab", { name: "JSON" }).click();
  await expect(page.getByLabel("Deployed against saved")).toContainText('"name": "o4-mini"');
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Deploy API" }).click();
  await page.getByLabel("Deployment label").fill("o4");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Live on 1\/1 gateways in/)).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("This API is out of sync.")).toBeHidden();
  const listed = await (await fetch(`${stack.gatewayUrl}${api.path}/models`)).json();
  expect(listed.data.map(({ id }: { id: string }) => id)).toContain("simulator:o4-mini");

  await page.getByRole("link", { name: "Deployments" }).click();
  await expect(page.getByRole("row", { name: /^2 In use/ })).toContainText("o4");
  await page.getByRole("button", { name: "More for revision 1" }).click();
  await page.getByRole("menuitem", { name: "Roll back to 1" }).click();
  await page.getByRole("button", { name: "Roll back", exact: true }).click();
  await expect(page.getByText("This API is out of sync.")).toBeVisible();
});

test("failover tries fewer endpoints, or none, and refuses what is no number of them", async ({ page, stack }) => {
  const api = await makeApi(stack);
  await page.goto(`/apis/${api.id}/endpoints`);
  const retries = page.getByRole("textbox", { name: "Further endpoints tried" });
  await expect(retries).toHaveValue("2");
  await retries.fill("11");
  await page.keyboard.press("Tab");
  await expect(page.getByText("A whole number from 0 to 10.")).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(retries).toBeFocused();
  await retries.fill("1");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  expect(await callManagement(stack, `GET /apis/${api.id}`)).toMatchObject({ failover: { enabled: true, maxRetries: 1 } });
  await page.getByRole("switch", { name: "Failover" }).click();
  await expect(retries).toBeHidden();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeHidden();
  expect(await callManagement(stack, `GET /apis/${api.id}`)).toMatchObject({ failover: { enabled: false, maxRetries: 1 } });
});

test("a save over somebody else's asks whose is to stand, and reapplies on top of theirs", async ({ page, stack }) => {
  const api = await makeApi(stack);
  await page.goto(`/apis/${api.id}/endpoints`);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Name", { exact: true }).fill("mine");
  const theirs = await callManagement(stack, `GET /apis/${api.id}`);
  await callManagement(stack, `PUT /apis/${api.id}`, { ...theirs, description: "theirs" });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("saved this API while you were editing");
  await expect(page.getByRole("dialog")).toContainText("Description changed");
  await page.getByRole("button", { name: "Reapply mine" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  const saved = await callManagement(stack, `GET /apis/${api.id}`);
  expect(saved).toMatchObject({ description: "theirs", endpointGroups: [{ name: "mine" }] });
});

test("leaving with unsaved changes asks first", async ({ page, stack }) => {
  const api = await makeApi(stack);
  await page.goto(`/apis/${api.id}/endpoints`);
  const price = page.getByRole("textbox", { name: /^Input price of gpt-5-mini,/ });
  await price.fill("0.5");
  const asked = page.waitForEvent("dialog");
  const leave = page
    .getByRole("navigation", { name: `Pages of ${api.name}` })
    .getByRole("link", { name: "Overview" })
    .click();
  await (await asked).dismiss();
  await leave;
  await expect(page).toHaveURL(/\/endpoints$/);
  await expect(price).toHaveValue("0.5");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(price).toHaveValue("0.25");
});
