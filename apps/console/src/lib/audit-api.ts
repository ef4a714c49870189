import { auditEntrySchema } from "@sluice/definition/audit";
import { paginationSchema } from "@sluice/definition/resources";
import { z } from "zod";
import { callApi, type Send } from "./api-client.ts";

const auditPageSchema = z.object({ data: z.array(auditEntrySchema), pagination: paginationSchema });

/** `query` as the management API takes it. */
export function listAudit(query: string, { signal }: Pick<Send, "signal"> = {}) {
  return callApi(`/audit?${query}`, auditPageSchema, { signal });
}

/** Where the browser saves the same entries from, all pages of them. */
export function auditExportAddress(query: string, format: "csv" | "jsonl"): string {
  const params = new URLSearchParams(query);
  params.delete("page");
  params.delete("perPage");
  params.set("format", format);
  return `/api/v1/audit/_export?${params}`;
}
