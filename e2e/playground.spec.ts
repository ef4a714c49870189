import { expect as expectBare, type Page } from "@playwright/test";
import { expectFit, SIZES } from "./looks.ts";
import { apiOnSimulator } from "./made-api.ts";
import { callManagement } from "./management.ts";
import { expect, test } from "./sign-in.ts";
import type { E2eStack } from "./stack.ts";

const KEYLESS = { name: "Open to all", security: { type: "KEY_LESS" }, validation: "AUTO", status: "PUBLISHED", flows: [] as object[] };
const KEYED = { name: "Gold", security: { type: "API_KEY" }, validation: "AUTO", status: "PUBLISHED" };
const SLOW = "sim-chunks-400-50";
const MODELS = [
  { name: "gpt-5-mini", inputPrice: 0.25, outputPrice: 2 },
  { name: "sim-echo", inputPrice: 1, outputPrice: 1 },
  { name: SLOW, inputPrice: 1, outputPrice: 1 },
];
/** One call a minute, and no more. */
const LIMITED = {
  name: "One a minute",
  request: [{ name: "Limit", policy: "rate-limit", configuration: { rate: { limit: 1, periodTime: 1, periodTimeUnit: "MINUTES" } } }],
};

async function deployApi(stack: E2eStack, plans: readonly object[]): Promise<{ id: string; path: string }> {
  const { definition, path } = apiOnSimulator(stack, plans);
  for (const { endpoints } of definition.endpointGroups) for (const { configuration } of endpoints) configuration.models = MODELS;
  const { id } = await callManagement(stack, "POST /apis", definition);
  await callManagement(stack, `POST /apis/${String(id)}/deployments`, {});
  await expectBare.poll(async () => (await fetch(`${stack.gatewayUrl}${path}/models`)).status).not.toBe(404);
  return { id: String(id), path };
}

const model = (page: Page) => page.getByRole("combobox", { name: "Model", exact: true });
const message = (page: Page) => page.getByRole("textbox", { name: "Your message" });
const answers = (page: Page) => page.getByRole("article", { name: /^Answer of/ });
const took = (page: Page) => page.getByRole("definition");

async function ask(page: Page, text: string): Promise<void> {
  await message(page).fill(text);
  await message(page).press("Enter");
}

test("an answer is streamed and counted, stopped midway, asked again, edited and cleared", async ({ page, stack }) => {
  const api = await deployApi(stack, [KEYLESS]);
  await page.goto(`/apis/${api.id}/playground`);
  await expect(page.getByText(`${stack.gatewayUrl}${api.path}, revision 1, without a key (Open to all)`)).toBeVisible();
  await expect(model(page)).toHaveValue("simulator:gpt-5-mini");
  await model(page).fill("simulator:sim-echo");
  await page.keyboard.press("Escape");

  await message(page).fill("# Two");
  await message(page).press("Shift+Enter");
  await message(page).pressSequentially("<b>lines</b>");
  await message(page).press("Enter");
  // Markdown is drawn, and HTML in it stays text.
  await expect(answers(page).getByRole("heading", { name: "Two" })).toBeVisible();
  await expect(answers(page)).toContainText("<b>lines</b>");
  await expect(answers(page).getByText("$0.0000", { exact: false })).toBeVisible();
  const { data } = await callManagement(stack, `GET /logs?apiId=${api.id}&perPage=100`);
  const row = (data as LogRow[]).find(({ modelSent }) => modelSent === "sim-echo");
  await expect(answers(page)).toContainText(`Input${row?.usage.promptTokens}`);
  await expect(answers(page)).toContainText(`Output${row?.usage.completionTokens}`);
  await expect(answers(page).getByText("First token")).toBeVisible();
  await expect(answers(page).getByRole("link", { name: "Why" })).toHaveAttribute("href", `/apis/${api.id}/logs?request=${row?.requestId}`);

  await model(page).fill(`simulator:${SLOW}`);
  await page.keyboard.press("Escape");
  await ask(page, "Count");
  await expect(answers(page).last()).toContainText("1 2 3");
  await expect(answers(page).last()).toHaveAttribute("aria-busy", "true");
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(answers(page).last()).toContainText("You stopped it here.");
  await expect(answers(page).last()).not.toContainText("399 400");
  await expect(answers(page).last().getByText("Cost")).toBeVisible();

  await model(page).fill("simulator:sim-echo");
  await page.keyboard.press("Escape");
  await answers(page).last().getByRole("button", { name: "Ask again" }).click();
  await expect(answers(page).last()).toHaveAccessibleName("Answer of simulator:sim-echo");
  await expect(answers(page).last()).toContainText("Count");
  await page.getByRole("button", { name: "Edit the message" }).first().click();
  await page.getByRole("textbox", { name: "Message", exact: true }).fill("Say it anew");
  await page.getByRole("button", { name: "Send instead" }).click();
  await expect(answers(page)).toHaveCount(1);
  await expect(answers(page)).toContainText("Say it anew");
  await page.getByRole("button", { name: "Clear the conversation" }).click();
  await expect(page.getByText("Say something", { exact: true })).toBeVisible();
  await expect(took(page)).toHaveCount(0);
});

interface LogRow {
  readonly requestId: string;
  readonly modelSent: string | null;
  readonly usage: { readonly promptTokens: number; readonly completionTokens: number };
}

test("a tool is called and answered by hand, a picture is shown and sent, two models stand side by side", async ({ page, stack }) => {
  const api = await deployApi(stack, [KEYLESS]);
  await page.goto(`/apis/${api.id}/playground`);
  const settings = page.getByRole("complementary", { name: "Settings" });
  await settings.getByLabel("Tools").fill("[{]");
  await expect(settings.getByText(/not valid JSON/)).toBeVisible();
  await settings.getByLabel("Tools").fill("");
  await settings.getByRole("button", { name: "Put in an example" }).click();
  await ask(page, "What is the weather in Paris?");
  await expect(answers(page)).toContainText('"city": "Paris"');
  await answers(page).getByLabel("Result of get_weather").fill("21 degrees and sunny");
  await answers(page).getByRole("button", { name: "Send the result" }).click();
  await expect(answers(page)).toHaveCount(2);
  await expect(answers(page).last()).toContainText("21 degrees and sunny");
  await settings.getByLabel("Tools").fill("");

  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("combobox", { name: "Second model" })).toHaveValue("simulator:sim-echo");
  const picker = page.getByLabel("Picture", { exact: true });
  await picker.setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") });
  await expect(page.getByText("notes.txt is none of these: PNG, JPEG, WebP or GIF, at most 5 MB.")).toBeVisible();
  await picker.setInputFiles({ name: "large.png", mimeType: "image/png", buffer: Buffer.alloc(5 * 1024 * 1024 + 1) });
  await expect(page.getByText("large.png has 5.0 MB. A picture has at most 5 MB.")).toBeVisible();
  await picker.setInputFiles({ name: "dot.png", mimeType: "image/png", buffer: Buffer.from(DOT, "base64") });
  const sent = page.waitForRequest(
    (request) => request.url().endsWith("/chat/completions") && request.postData()?.includes("sim-echo") === true,
  );
  await ask(page, "Describe this");
  expect((await sent).postDataJSON().messages.at(-1).content).toEqual([
    { type: "text", text: "Describe this" },
    { type: "image_url", image_url: { url: `data:image/png;base64,${DOT}` } },
  ]);
  await expect(page.getByRole("img", { name: "dot.png" })).toBeVisible();
  await expect(answers(page)).toHaveCount(4);
  const [left, right] = [answers(page).nth(2), answers(page).nth(3)];
  await expect(right).toContainText("Describe this");
  for (const answer of [left, right]) await expect(answer.getByText("Total")).toBeVisible();
  const [leftBox, rightBox] = [await left.boundingBox(), await right.boundingBox()];
  expect(leftBox?.y).toBe(rightBox?.y);
  expect(rightBox?.x).toBeGreaterThan((leftBox?.x ?? 0) + (leftBox?.width ?? 0));

  await page.getByRole("button", { name: "Code" }).click();
  const code = page.getByRole("dialog", { name: "This request as code" });
  await expect(code).toContainText("data:image/png;base64,…");
  await code.getByRole("tab", { name: "Python" }).click();
  await expect(code).toContainText("client.chat.completions.create(");
});

/** One pixel. */
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

test("a key is made for an application, a limit refuses in the gateway's words, and the refusal leads to its why", async ({
  page,
  stack,
}) => {
  const api = await deployApi(stack, [{ ...KEYED, flows: [LIMITED] }]);
  const application = await callManagement(stack, "POST /applications", { name: `Desk ${api.path.slice(-12)}` });
  const { plans } = (await callManagement(stack, `GET /apis/${api.id}`)) as { plans: { id: string }[] };
  await callManagement(stack, `POST /applications/${String(application["id"])}/subscriptions`, { planId: plans[0]?.id });
  await page.goto(`/apis/${api.id}/playground`);
  await expect(page.getByText("This API asks for a key")).toBeVisible();
  await page.getByRole("button", { name: "Choose who calls" }).click();
  const dialog = page.getByRole("dialog", { name: "Call as" });
  await dialog.getByRole("button", { name: "Make a key and call with it" }).click();
  await expect(page.getByText(`as ${String(application["name"])}, with a key for an hour`)).toBeVisible();
  await expect(model(page)).toHaveValue("simulator:gpt-5-mini");
  await ask(page, "Say hello");
  await expect(answers(page).getByText("Total")).toBeVisible();
  await ask(page, "Say hello again");
  await expect(answers(page).last()).toContainText("Refused with 429, rate_limit_exceeded");
  await expect(answers(page).last()).toContainText("It asks to come back in");
  // Nothing of the key is in what the browser keeps.
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain("slc_");
  await answers(page).last().getByRole("link", { name: /^Why/ }).click();
  await expect(page.getByRole("complementary", { name: /^Request req_/ })).toContainText("all of 1 calls used", { timeout: 20_000 });
  await page.goBack();
  await expect(answers(page)).toHaveCount(2);

  // Who lets go of the caller ends its key.
  await page.getByRole("button", { name: "Change the caller" }).click();
  await dialog.getByRole("radio", { name: /a key that you enter/ }).check();
  await dialog.getByLabel("Key", { exact: true }).fill("slc_unknown");
  await dialog.getByRole("button", { name: "Call with it" }).click();
  await expect(page.getByText("The API does not list its models")).toBeVisible();
  const keys = async () => {
    const { data } = await callManagement(stack, `GET /subscriptions?apiId=${api.id}`);
    return (data as { apiKeys: { name: string; revokedAt: string | null }[] }[])[0]?.apiKeys.filter(({ name }) => name === "Playground");
  };
  await expect.poll(async () => (await keys())?.map(({ revokedAt }) => revokedAt !== null)).toEqual([true]);
});

test("an API that nobody can call says why and what to do", async ({ page, stack }) => {
  const { definition } = apiOnSimulator(stack, [KEYLESS]);
  const { id } = await callManagement(stack, "POST /apis", definition);
  await page.goto(`/apis/${String(id)}/playground`);
  await expect(page.getByText("This API is not deployed")).toBeVisible();
  await expect(page.getByRole("link", { name: "Go to its overview" })).toHaveAttribute("href", `/apis/${String(id)}`);
});

test("the playground fits at every size, and axe finds nothing", async ({ page, stack }) => {
  const api = await deployApi(stack, [KEYLESS]);
  await page.goto(`/apis/${api.id}/playground`);
  await expect(model(page)).toHaveValue("simulator:gpt-5-mini");
  await page.getByRole("button", { name: "Compare" }).click();
  await ask(page, "What is an LLM gateway?");
  for (const answer of [answers(page).first(), answers(page).last()]) await expect(answer.getByText("Total")).toBeVisible();
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await expectFit(page);
  }
  await page.getByRole("button", { name: "Settings" }).click();
  await expect(page.getByLabel("System prompt")).toBeVisible();
  await expectFit(page);
});
