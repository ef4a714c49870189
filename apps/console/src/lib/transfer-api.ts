import { importedApiSchema, importPreviewSchema } from "@sluice/definition/transfer";
import { callApi } from "./api-client.ts";

/** Where the browser saves an API's definition from. */
export function exportAddress(id: string): string {
  return `/api/v1/apis/${encodeURIComponent(id)}/_export`;
}

/** What an import would make. `body` is an export, or a definition alone. */
export function previewImport(body: unknown) {
  return callApi("/apis/_import?dryRun=true", importPreviewSchema, { method: "POST", body });
}

export interface ImportRequest {
  readonly body: unknown;
  readonly name: string;
  /** Null keeps all paths that the API has there. */
  readonly path: string | null;
}

export function importApi({ body, name, path }: ImportRequest) {
  const query = new URLSearchParams({ name, ...(path === null ? {} : { path }) });
  return callApi(`/apis/_import?${query}`, importedApiSchema, { method: "POST", body });
}
