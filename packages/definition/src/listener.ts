import { z } from "zod";
import { clientDisconnectSchema } from "./client-disconnect.ts";
import { contextPathSchema } from "./context-path.ts";

export const entrypointConfigurationSchema = z.strictObject({
  enforceUsage: z.boolean().default(true).meta({ description: "Track tokens during stream mode" }),
  injectTokenHeaders: z.boolean().default(false).meta({ description: "Send X-LLM-Proxy-Tokens-Sent, -Received and -Model with answers" }),
  clientDisconnect: clientDisconnectSchema.optional(),
});

/** An origin as a browser sends it, or `*`. */
const originSchema = z.string().regex(/^(\*|https?:\/\/[^\s/]+)$/, "An origin looks like https://app.example.org, or is *.");
const methodSchema = z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]);
const headerSchema = z.string().regex(/^(\*|[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64})$/, "This is not a valid header name.");

/** Which pages in browsers may call, in Gravitee's words. */
export const corsSchema = z
  .strictObject({
    enabled: z.boolean().default(false),
    allowOrigin: z.array(originSchema).max(100).default([]),
    allowMethods: z.array(methodSchema).default(["GET", "POST", "OPTIONS"]),
    allowHeaders: z.array(headerSchema).max(100).default(["*"]),
    exposeHeaders: z.array(headerSchema).max(100).default(["x-request-id", "retry-after"]),
    allowCredentials: z.boolean().default(false),
    /** Seconds that a browser may remember the answer; -1 leaves it to the browser. */
    maxAge: z.int().min(-1).max(86_400).default(600),
  })
  .superRefine((cors, ctx) => {
    if (cors.enabled && cors.allowOrigin.length === 0)
      ctx.addIssue({ code: "custom", path: ["allowOrigin"], message: "Name at least one origin, or * for all." });
    if (cors.allowCredentials && cors.allowOrigin.includes("*"))
      ctx.addIssue({ code: "custom", path: ["allowCredentials"], message: "Browsers refuse credentials where every origin is allowed." });
  });

export const listenerSchema = z.strictObject({
  type: z.literal("HTTP").default("HTTP"),
  paths: z
    .array(z.strictObject({ path: contextPathSchema }))
    .min(1, "Context path is required.")
    .max(20),
  entrypoints: z
    .array(z.strictObject({ type: z.literal("llm-proxy"), configuration: entrypointConfigurationSchema.prefault({}) }))
    .length(1, "An LLM proxy has one entrypoint, llm-proxy."),
  cors: corsSchema.optional(),
});

export type Listener = z.output<typeof listenerSchema>;
export type Cors = z.output<typeof corsSchema>;
