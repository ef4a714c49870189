import { expectFit, SIZES } from "./looks.ts";
import { freshPath } from "./management.ts";
import { expect, test } from "./sign-in.ts";
import { expectStep, selectProvider, untilSaved, walkToEndpoints } from "./wizard.ts";

/** What each provider asks for, in the order in which it is asked. */
const ASKED = [
  { label: "OpenAI", fields: ["API key", "Provider URL"], keys: "https://platform.openai.com/api-keys" },
  { label: "OpenAI-compatible", fields: ["Provider URL", "Authentication"], keys: null },
  { label: "Gemini", fields: ["API key", "Provider URL"], keys: "https://aistudio.google.com/apikey" },
  { label: "Amazon Bedrock", fields: ["Authentication", "Region", "Access key id", "Secret access key", "Session token"], keys: null },
  { label: "Anthropic", fields: ["API key", "Provider URL"], keys: "https://console.anthropic.com/settings/keys" },
  { label: "Azure OpenAI", fields: ["Provider URL", "Authentication", "API key"], keys: "https://ai.azure.com/" },
  {
    label: "Vertex AI",
    fields: ["Project", "Location", "Publisher", "Provider URL", "Service account (JSON)"],
    keys: "https://console.cloud.google.com/iam-admin/serviceaccounts",
  },
] as const;

const ACCOUNT = {
  type: "service_account",
  project_id: "my-project-123",
  private_key: "not-a-key",
  client_email: "gateway@my-project-123.iam.gserviceaccount.com",
};

for (const { name, ...viewport } of SIZES)
  test.describe(name, () => {
    test.use({ viewport });
    test("each provider asks for its own fields and links to where its key is made", async ({ page }) => {
      test.slow();
      await walkToEndpoints(page, freshPath());
      for (const { label, fields, keys } of ASKED) {
        await selectProvider(page, label);
        for (const field of fields) await expect(page.getByLabel(field, { exact: true })).toBeVisible();
        const link = page.getByRole("link", { name: /^Make a / });
        if (keys === null) await expect(link).toHaveCount(0);
        else {
          await expect(link).toHaveAttribute("href", keys);
          await expect(link).toHaveAttribute("target", "_blank");
        }
        await expectFit(page);
      }
    });
  });

test("Bedrock: keys that are missing are named; the gateway's own credentials need none", async ({ page }) => {
  await walkToEndpoints(page, freshPath());
  await page.getByLabel("Name", { exact: true }).fill("aws");
  await selectProvider(page, "Amazon Bedrock");
  await page.getByLabel("Region").fill("eu-central-1");
  await expect(page.getByLabel("Provider URL")).toHaveAttribute("placeholder", "https://bedrock-runtime.eu-central-1.amazonaws.com");
  await page.getByLabel("Model", { exact: true }).fill("eu.amazon.nova-micro-v1:0");
  await page.getByRole("button", { name: "Validate my endpoints" }).click();
  await expect(page.getByLabel("Access key id")).toHaveAccessibleDescription(/The access key id is required\./);
  await page.getByLabel("Authentication").click();
  await page.getByRole("option", { name: "The gateway's own AWS credentials" }).click();
  await expect(page.getByLabel("Access key id")).toHaveCount(0);
  await page.getByRole("button", { name: "Validate my endpoints" }).click();
  await expectStep(page, "Your API plans");
});

test("Vertex AI: the service account's file is picked, named, and brings its project along", async ({ page }) => {
  await walkToEndpoints(page, freshPath());
  await selectProvider(page, "Vertex AI");
  await expect(page.getByLabel("Location")).toHaveValue("global");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles({ name: "account.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(ACCOUNT)) });
  await expect(page.getByLabel("Service account (JSON)")).toHaveAccessibleDescription(/gateway@my-project-123/);
  await expect(page.getByLabel("Project")).toHaveValue("my-project-123");
});

test("a model's parameters and names: refused where they cannot work, kept where they can", async ({ page }, info) => {
  await walkToEndpoints(page, freshPath());
  await page.getByLabel("Name", { exact: true }).fill("claude");
  await selectProvider(page, "Anthropic");
  await page.getByLabel("Model", { exact: true }).fill("claude-sonnet-4-5");
  await page.getByLabel("Model", { exact: true }).press("Enter");
  await expect(page.getByLabel(/^Input price of claude-sonnet-4-5/)).toHaveValue("3.00");

  await page.getByRole("button", { name: "Parameters of claude-sonnet-4-5: none set" }).click();
  const json = page.getByRole("dialog").getByLabel("JSON");
  await expect(json).toBeFocused();
  await json.fill('{ "stream": true }');
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(json).toHaveAccessibleDescription(/The parameter stream cannot be overridden\./);
  await page.screenshot({ path: info.outputPath("parameters.png") });
  await json.fill('{ "temperature": 0 }');
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("button", { name: "Parameters of claude-sonnet-4-5: 1 set" })).toBeFocused();

  await page.getByText("Model names").click();
  await page.getByRole("switch", { name: "Only aliases" }).check();
  await page.getByRole("button", { name: "Validate my endpoints" }).click();
  await expect(page.getByText(/needs an alias, because only aliases are shown/)).toBeVisible();
  await page.getByRole("switch", { name: "Only aliases" }).uncheck();
  await untilSaved(page, () => page.getByLabel("Accept other models").fill("claude-*"));
  await page.screenshot({ path: info.outputPath("models.png"), fullPage: true });

  await page.reload();
  await expect(page.getByRole("button", { name: "Parameters of claude-sonnet-4-5: 1 set" })).toBeVisible();
  await expect(page.getByText("also claude-*")).toBeVisible();
});

/** Nothing sticks out at the side, and nobody is left out. */
