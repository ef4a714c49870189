import { expectAccessible } from "./accessibility.ts";
import { callManagement } from "./management.ts";
import { makePerson } from "./person.ts";
import { expect, test } from "./sign-in.ts";

const NOBODY = { cookies: [], origins: [] };

test("an administrator invites somebody, who chooses a password and comes in with the role of the invitation", async ({
  page,
  browser,
  stack,
}, info) => {
  test.slow();
  const email = `grace-${Date.now()}@sluice.test`;
  await page.goto("/settings/people");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(page.getByLabel("Email", { exact: true })).toHaveAccessibleDescription(/This is not an email address\./);
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByLabel("Name", { exact: true }).fill("Grace");
  await page.getByRole("radio", { name: "Publisher" }).check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = (await page.getByText(/\/invitation#/).textContent()) ?? "";
  await expectAccessible(page);
  // The link lets somebody in: it does not go into a picture.
  await page.screenshot({ path: info.outputPath("link.png"), mask: [page.getByText(/\/invitation#/)] });
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("table", { name: "Open invitations" }).getByText(email)).toBeVisible();

  const guest = await browser.newContext({ storageState: NOBODY, baseURL: stack.consoleUrl });
  const door = await guest.newPage();
  const sent: string[] = [];
  door.on("request", (request) => sent.push(request.url()));
  await door.goto(link);
  await expect(door.getByRole("heading", { name: "Welcome to Sluice" })).toBeVisible();
  await expectAccessible(door);
  await door.getByLabel("Password").fill("short");
  await door.getByRole("button", { name: "Create the account" }).click();
  await expect(door.getByLabel("Password")).toHaveAccessibleDescription(/at least 8 characters/);
  await door.getByLabel("Password").fill("a long enough password");
  await door.getByRole("button", { name: "Create the account" }).click();
  await expect(door).toHaveURL(/\/overview$/);
  expect(sent.join()).not.toContain(link.split("#")[1]);
  await door.goto(link);
  await expect(door.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await guest.close();

  await page.reload();
  const row = page.getByRole("row", { name: new RegExp(email) });
  await expect(row).toContainText("Publisher");
  await expect(row).toContainText("Password");
});

test("a person who is disabled is out at once, and comes back by a password link", async ({ page, browser, stack }) => {
  test.slow();
  const person = await makePerson(stack, "publisher", "Linus");
  const theirs = await browser.newContext({ storageState: person.storageState, baseURL: stack.consoleUrl });
  const theirPage = await theirs.newPage();
  await theirPage.goto("/settings/account");
  await expect(theirPage.getByRole("heading", { name: "Your account" })).toBeVisible();

  await page.goto(`/settings/people/${person.id}`);
  await expect(page.getByRole("table", { name: "Sessions" }).getByRole("row")).toHaveCount(2);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Disable" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText("Linus is shut out.")).toBeVisible();
  // The page may be on its way to the door by itself: whatever it asks for is refused.
  await expect(async () => {
    await theirPage.goto("/settings/account");
    await expect(theirPage.getByRole("heading", { name: "Sign in" })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await theirPage.getByLabel("Email").fill(person.email);
  await theirPage.getByLabel("Password").fill(person.password);
  await theirPage.keyboard.press("Enter");
  await expect(theirPage.getByText("That email and password do not go together. Check both and try again.")).toBeVisible();

  await page.getByRole("button", { name: "Let in again" }).click();
  await expect(page.getByText("Linus may come in again.")).toBeVisible();
  await page.getByRole("button", { name: "Make a password link" }).click();
  const link = (await page.getByText(/\/invitation#/).textContent()) ?? "";
  await theirPage.goto(link);
  await expect(theirPage.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
  await theirPage.getByLabel("Password").fill("another long password");
  await theirPage.getByRole("button", { name: "Save and sign in" }).click();
  await expect(theirPage).toHaveURL(/\/overview$/);
  await theirs.close();

  const { data } = await callManagement(stack, `GET /audit?entityId=${person.id}&perPage=100`);
  const actions = (data as { action: string }[]).map(({ action }) => action);
  for (const action of ["person.create", "person.update", "person.reset-password", "person.set-password"])
    expect(actions).toContain(action);
});

test("a role counts from the next click on; what one may not is not offered", async ({ page, browser, stack }) => {
  const person = await makePerson(stack, "consumer", "Margaret");
  const theirs = await browser.newContext({ storageState: person.storageState, baseURL: stack.consoleUrl });
  const theirPage = await theirs.newPage();
  await theirPage.goto("/settings/people");
  await expect(theirPage.getByRole("row", { name: /Margaret/ })).toBeVisible();
  await expect(theirPage.getByRole("button", { name: "Invite" })).toHaveCount(0);
  await expect(theirPage.getByRole("link", { name: "Sign-in" })).toHaveCount(0);
  await page.goto(`/settings/people/${person.id}`);
  await page.getByLabel("Role").click();
  await page.getByRole("option", { name: /^Administrator/ }).click();
  await expect(page.getByText("Margaret is administrator now.")).toBeVisible();
  await theirPage.reload();
  await expect(theirPage.getByRole("button", { name: "Invite" })).toBeVisible();
  await theirs.close();
  await callManagement(stack, `DELETE /people/${person.id}`);
});

test("the last administrator stays one", async ({ page, stack }) => {
  const { data } = await callManagement(stack, `GET /people?q=${encodeURIComponent(stack.adminEmail)}`);
  const [admin] = data as { id: string }[];
  await page.goto(`/settings/people/${admin?.id}`);
  await page.getByLabel("Role").click();
  await page.getByRole("option", { name: /^Viewer/ }).click();
  await expect(page.getByText("This is the last administrator. Make somebody else an administrator first.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Disable" })).toHaveCount(0);
});
