import { PROVIDER_IDS, PROVIDERS } from "@sluice/definition/provider";
import { expect, test } from "vitest";
import { ADAPTERS } from "./registry.ts";

test.each(PROVIDER_IDS)("%s is passed through or translated, as its description says", (provider) => {
  const { speaksOpenAi, chat, embeddings } = ADAPTERS[provider];
  expect(speaksOpenAi).toBe(PROVIDERS[provider].speaksOpenAi);
  expect(chat === null).toBe(speaksOpenAi);
  if (speaksOpenAi) expect(embeddings).toBeNull();
});
