import { z } from "zod";
import { clientDisconnectSchema } from "./client-disconnect.ts";
import { contextPathSchema } from "./context-path.ts";

export const entrypointConfigurationSchema = z.strictObject({
  enforceUsage: z.boolean().default(true).meta({ description: "Track tokens during stream mode" }),
  injectTokenHeaders: z.boolean().default(false).meta({ description: "Send X-LLM-Proxy-Tokens-Sent, -Received and -Model with answers" }),
  clientDisconnect: clientDisconnectSchema.optional(),
});

export const CORS_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;
const MOST_CONTEXT_PATHS = 20;
/** What is sent to browsers has to fit into a header. */
const LONGEST_CORS_LIST = 100;
const A_DAY = 86_400;

/** An origin as browsers write it, or `*`: any other spelling would be compared with theirs in vain. */
const originSchema = z
  .string()
  .regex(/^(\*|https?:\/\/[^\s/]+)$/, "An origin looks like https://app.example.org, without a path, or is *.")
  .superRefine((origin, ctx) => {
    if (origin === "*") return;
    const written = URL.canParse(origin) ? new URL(origin).origin : null;
    if (written === null) ctx.addIssue({ code: "custom", message: "This is not an origin: its host or port is not valid." });
    else if (written !== origin) ctx.addIssue({ code: "custom", message: `Browsers write this origin as ${written}.` });
  });
const methodSchema = z.enum(CORS_METHODS);
const headerSchema = z.string().regex(/^(\*|[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64})$/, "This is not a valid header name.");
const MAX_AGE = `A browser may remember it for up to ${A_DAY.toLocaleString("en")} whole seconds.`;

function corsListOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).max(LONGEST_CORS_LIST, `Name at most ${LONGEST_CORS_LIST}.`);
}

/** Which pages in browsers may call, in Gravitee's words. */
export const corsSchema = z
  .strictObject({
    enabled: z.boolean().default(false),
    allowOrigin: corsListOf(originSchema).default([]),
    allowMethods: z.array(methodSchema).default(["GET", "POST", "OPTIONS"]),
    allowHeaders: corsListOf(headerSchema).default(["*"]),
    exposeHeaders: corsListOf(headerSchema).default(["x-request-id", "retry-after"]),
    allowCredentials: z.boolean().default(false),
    /** Seconds that a browser may remember the answer; -1 leaves it to the browser. */
    maxAge: z.int(MAX_AGE).min(-1, MAX_AGE).max(A_DAY, MAX_AGE).default(600),
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
    .max(MOST_CONTEXT_PATHS, `An API has at most ${MOST_CONTEXT_PATHS} context paths.`),
  entrypoints: z
    .array(z.strictObject({ type: z.literal("llm-proxy"), configuration: entrypointConfigurationSchema.prefault({}) }))
    .length(1, "An LLM proxy has one entrypoint, llm-proxy."),
  cors: corsSchema.optional(),
});

export type Listener = z.output<typeof listenerSchema>;
export type Cors = z.output<typeof corsSchema>;
