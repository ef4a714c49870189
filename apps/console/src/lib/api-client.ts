import { type ManagementErrorBody, type ManagementErrorCode, managementErrorSchema } from "@sluice/definition/resources";
import type { z } from "zod";

/** The management API's refusal, or that there was no answer at all (`status` 0, code `unreachable`). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: ManagementErrorCode | "unreachable";
  /** Field path in dots → what is wrong with it. */
  readonly fields: Readonly<Record<string, string>>;
  readonly changes: NonNullable<ManagementErrorBody["changes"]>;
  readonly changedBy: string | null;
  readonly currentVersion: number | null;

  constructor(status: number, body: Omit<ManagementErrorBody, "code"> & { readonly code: ManagementErrorCode | "unreachable" }) {
    super(body.message);
    this.name = "ApiError";
    this.status = status;
    this.code = body.code;
    this.fields = body.fields ?? {};
    this.changes = body.changes ?? [];
    this.changedBy = body.changedBy ?? null;
    this.currentVersion = body.currentVersion ?? null;
  }
}

const BASE = "/api/v1";

export interface Send {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Goes on when the page is left. Browsers take up to 64 kB of such bodies. */
  readonly keepalive?: boolean;
}

/**
 * Calls the management API with the session's cookie. `path` starts after `/api/v1`; the answer is parsed by `schema` (`null` for none).
 * Throws ApiError when it refuses or is not there, ZodError when its answer is not what the schema says.
 */
export async function callApi<Schema extends z.ZodType>(path: string, schema: Schema, send?: Send): Promise<z.output<Schema>>;
export async function callApi(path: string, schema: null, send?: Send): Promise<null>;
export async function callApi(
  path: string,
  schema: z.ZodType | null,
  { method = "GET", body, signal, keepalive = false }: Send = {},
): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`${BASE}${path}`, {
      method,
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
      ...(keepalive ? { keepalive } : {}),
      credentials: "same-origin",
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, {
      code: "unreachable",
      message: "The console does not answer. Check that it runs and that you are connected, then try again.",
    });
  }
  const text = await response.text();
  if (!response.ok) throw refusal(response.status, text);
  return schema ? schema.parse(text === "" ? null : JSON.parse(text)) : null;
}

function refusal(status: number, text: string): ApiError {
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy's page: what it says is for its owner, the status is what counts here.
  }
  const parsed = managementErrorSchema.safeParse(body);
  if (parsed.success) return new ApiError(status, parsed.data);
  return new ApiError(status, {
    code: "internal_error",
    message: `The console answered with status ${status}. Try again; if it stays, its log says why.`,
  });
}
