import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PROVIDER_IDS } from "../../packages/definition/src/provider.ts";
import { CHAT_PROBES, EMBEDDINGS_PROBES } from "./chat-probes.ts";
import { providersPage } from "./providers-page.ts";

test("docs/providers.md says what the adapters do (else: node scripts/docs/providers.ts)", () => {
  expect(readFileSync(new URL("../../docs/providers.md", import.meta.url), "utf8")).toBe(providersPage());
});

test("the page has every provider, and every feature in its own row", () => {
  const page = providersPage();
  for (const id of PROVIDER_IDS) expect(page).toContain(`\`${id}\``);
  for (const { feature } of [...CHAT_PROBES, ...EMBEDDINGS_PROBES]) expect(page).toContain(`\n| ${feature} | `);
});

test("plain text is understood by all, and what would change the answer is nowhere left out in silence", () => {
  const row = (feature: string) =>
    providersPage()
      .split("\n")
      .find((line) => line.startsWith(`| ${feature} | `)) ?? "";
  expect(row("text")).not.toMatch(/refused|left out|adapted/);
  for (const feature of ["`n` above 1", "`logprobs`", "audio out (`modalities`)", "`web_search_options`"])
    expect(row(feature)).not.toContain("left out");
});
