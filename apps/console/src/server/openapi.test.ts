import { expect, test } from "vitest";
import { openApiDocument } from "./openapi.ts";

const text = JSON.stringify(openApiDocument());
const document = JSON.parse(text) as {
  paths: Record<string, Record<string, { operationId: string; parameters: { name: string; in: string }[]; requestBody?: unknown }>>;
  components: { schemas: Record<string, unknown> };
};

test("every reference leads somewhere", () => {
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
  expect(new Set(references)).toEqual(new Set(["#/components/schemas/Error"]));
  expect(document.components.schemas).toHaveProperty("Error");
});

test("operations have names of their own, and their path's parameters", () => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => ({ path, ...operation })),
  );
  expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);
  for (const { path, parameters } of operations) {
    const inPath = parameters.filter((parameter) => parameter.in === "path").map((parameter) => `{${parameter.name}}`);
    expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath);
  }
});

test("a definition is described as callers write it: what has a default may be left out", () => {
  const body = document.paths["/apis"]?.["post"]?.requestBody as { content: { "application/json": { schema: { required: string[] } } } };
  expect(body.content["application/json"].schema.required).toEqual(["name", "apiVersion", "listeners", "endpointGroups"]);
});
