import { managementErrorSchema } from "@sluice/definition/resources";
import { z } from "zod";
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";

type Json = Record<string, unknown>;

/** The management API in OpenAPI 3.1, made from the schemas that the verbs parse with. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describeOperation(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Sluice management API",
      version: "1",
      description: "Definitions, deployments, plans and consumers of the Sluice LLM gateway.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "session",
          description: "The console's session; its cookie's name depends on the instance",
        },
      },
      schemas: { Error: schemaOf(managementErrorSchema, "output") },
    },
  };
}

function describeOperation(operation: Operation): Json {
  const { method, path, summary, request, query, open } = operation;
  const error = { description: "Refused", content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } } };
  return {
    operationId: operationId(method, path),
    summary,
    tags: [path.split("/")[1]],
    ...(open ? { security: [] } : {}),
    parameters: [...pathParameters(path), ...(query ? queryParameters(query) : [])],
    ...(request ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(request, "input") } } } } : {}),
    responses: { ...describeSuccess(operation), default: error },
  };
}

function describeSuccess({ response, status, media, dryResponse }: Operation): Json {
  if (media) return { 200: { description: "A file", content: { [media]: { schema: { type: "string" } } } } };
  if (!response) return { 204: { description: "Done" } };
  const dry = dryResponse ? { 200: { description: "Nothing done", content: jsonOf(dryResponse) } } : {};
  return { ...dry, [status ?? 200]: { description: "Done", content: jsonOf(response) } };
}

function jsonOf(response: z.ZodType): Json {
  return { "application/json": { schema: schemaOf(response, "output") } };
}

/** `post /apis/{id}/_start` → `postApisIdStart` */
function operationId(method: string, path: string): string {
  const words = path.split(/[^a-zA-Z]+/).filter((word) => word !== "");
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: PARAMETERS.get(name ?? "") ?? { type: "string", format: "uuid" },
  }));
}

/** Those that are no uuid. */
const PARAMETERS: ReadonlyMap<string, Json> = new Map([
  ["revision", { type: "integer", minimum: 1 }],
  ["userId", { type: "string" }],
]);

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {}, required = [] } = schemaOf(query, "input") as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: "query", required: required.includes(name), schema }));
}

/** A schema that stands on its own wherever it is put: `z.json()` refers to itself, which here means "anything". */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _dialect, $defs: _selfReferences, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return withoutSelfReferences(json) as Json;
}

function withoutSelfReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSelfReferences);
  if (typeof value !== "object" || value === null) return value;
  if ("$ref" in value && typeof value.$ref === "string" && value.$ref.startsWith("#/$defs/")) return {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSelfReferences(item)]));
}
