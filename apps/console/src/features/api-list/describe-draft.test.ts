import { expect, test } from "vitest";
import { describeDraft } from "./describe-draft.ts";

test("says what a draft has", () => {
  const definition = {
    name: " Test ",
    apiVersion: "1.1",
    listeners: [{ paths: [{ path: "/llmtest" }] }],
    endpointGroups: [{ name: "openai" }, {}],
  };
  expect(describeDraft({ definition, step: "endpoints" })).toEqual({
    name: "Test",
    apiVersion: "1.1",
    contextPath: "/llmtest",
    providers: ["openai"],
    step: 3,
  });
});

test("says something of anything", () => {
  for (const definition of [{}, { listeners: "x", endpointGroups: 3, name: null }, { listeners: [null], endpointGroups: [null] }])
    expect(describeDraft({ definition, step: "entrypoint-type" })).toEqual({
      name: "Untitled API",
      apiVersion: "",
      contextPath: "",
      providers: [],
      step: 2,
    });
});
