import { execFileSync } from "node:child_process";
import OpenAI from "openai";
import { freshPath, removeApiAt } from "./management.ts";
import { expect, test } from "./sign-in.ts";
import { expectStep, passEndpoints, passPlans, pickSimulator, selectProvider, walkToEndpoints } from "./wizard.ts";

test("the guide, letter for letter, ends with the model list that it shows", async ({ page, stack }) => {
  await removeApiAt(stack, "/llmtest");
  await page.goto("/");
  await page.getByRole("navigation").getByRole("link", { name: "APIs" }).click();
  await page.getByRole("link", { name: "Add API" }).first().click();
  await page.getByRole("link", { name: "Create V4 API" }).click();

  await expectStep(page, "Provide some details on your API");
  await page.getByLabel("API name").fill("Test");
  await page.getByLabel("Version number").fill("1.1");
  await page.getByRole("button", { name: "Validate my API details", exact: true }).click();

  await page.getByText("AI Gateway", { exact: true }).click();
  await page.getByRole("button", { name: "Select my API architecture", exact: true }).click();
  await page.getByText("LLM Proxy", { exact: true }).first().click();
  await page.getByRole("button", { name: "Select my entrypoints", exact: true }).click();

  await expectStep(page, "Configure your API entrypoints");
  await page.getByLabel("Context-path", { exact: true }).fill("llmtest");
  await expect(page.getByRole("switch", { name: "Track tokens during stream mode" })).toBeChecked();
  await page.getByRole("button", { name: "Validate my entrypoints", exact: true }).click();

  await expectStep(page, "Configure your API endpoints access");
  await page.getByLabel("Name", { exact: true }).fill("llmtest");
  await selectProvider(page, "OpenAI");
  await page.getByLabel("Model", { exact: true }).fill("gpt-5-mini");
  await page.getByRole("button", { name: "Validate my endpoints", exact: true }).click();

  await expectStep(page, "Your API plans");
  await expect(page.getByLabel("Plan name")).toHaveValue("Default Keyless (UNSECURED)");
  await page.getByRole("button", { name: "Validate my plans", exact: true }).click();
  await page.getByRole("button", { name: "Save and Deploy API", exact: true }).click();

  await expect(page.getByRole("heading", { name: /^Live on 1\/1 gateways in \d+ ms$/ })).toBeVisible();
  const command = `curl ${stack.gatewayUrl}/llmtest/models`;
  await expect(page.getByLabel("the models call", { exact: true })).toHaveText(command);
  expect(await runCurl(command)).toMatchObject({
    object: "list",
    data: [{ id: "llmtest:gpt-5-mini", object: "model", owned_by: "llmtest" }],
  });
});

test("the official OpenAI client chats through what the wizard made, streamed and not", async ({ page, stack }) => {
  const path = freshPath();
  await walkToEndpoints(page, path);
  await pickSimulator(page, "llmtest");
  await passEndpoints(page);
  await passPlans(page);
  await page.getByRole("button", { name: "Save and Deploy API" }).click();
  await expect(page.getByRole("heading", { name: /^Live on/ })).toBeVisible();

  const client = new OpenAI({ baseURL: `${stack.gatewayUrl}/${path}`, apiKey: "unused" });
  const [model] = (await client.models.list()).data;
  expect(model?.id).toBe("llmtest:gpt-5-mini");
  const messages = [{ role: "user" as const, content: "Hello" }];
  const answer = await client.chat.completions.create({ model: "llmtest:gpt-5-mini", messages });
  expect(answer.choices[0]?.message.content).toBeTruthy();
  let streamed = "";
  for await (const chunk of await client.chat.completions.create({ model: "llmtest:gpt-5-mini", messages, stream: true })) {
    streamed += chunk.choices[0]?.delta.content ?? "";
  }
  expect(streamed).not.toBe("");
});

test("the shown curl, run in a shell, gets an answer", async ({ page, stack }) => {
  const path = freshPath();
  await walkToEndpoints(page, path);
  await pickSimulator(page, "llmtest");
  await passEndpoints(page);
  await passPlans(page);
  await page.getByRole("button", { name: "Save and Deploy API" }).click();
  await expect(page.getByRole("heading", { name: /^Live on/ })).toBeVisible();
  const shown = await page.getByLabel("the curl call", { exact: true }).textContent();
  expect(shown ?? "").toContain(`${stack.gatewayUrl}/${path}/chat/completions`);
  test.skip(!hasCurl(), "there is no curl on this machine");
  expect(await runCurl(shown ?? "")).toMatchObject({ object: "chat.completion" });
});

function hasCurl(): boolean {
  try {
    execFileSync("curl", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Runs a command as it stands on the page; asks by hand where there is no curl and the command is a plain GET. */
async function runCurl(command: string): Promise<unknown> {
  if (hasCurl()) return JSON.parse(execFileSync("sh", ["-c", command.replace(/^curl /, "curl -sS ")], { encoding: "utf8" }));
  return (await fetch(command.replace(/^curl /, ""))).json();
}
