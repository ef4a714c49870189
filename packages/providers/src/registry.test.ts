import { PROVIDER_IDS, PROVIDERS } from "@sluice/definition/provider";
import { expect, test } from "vitest";
import { ADAPTERS } from "./registry.ts";

test.each(PROVIDER_IDS)("%s is spoken to, or refused by its name", (provider) => {
  const adapter = ADAPTERS[provider];
  expect(adapter.speaksOpenAi).toBe(PROVIDERS[provider].speaksOpenAi);
  const address = adapter.resolveTarget({ provider, target: "https://provider.test", authentication: { type: "NONE" } });
  if ("problem" in address && address.field === "provider") expect(address.problem).toContain(PROVIDERS[provider].label);
});
