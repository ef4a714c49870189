import { reconciliationDetailSchema, reconciliationSchema } from "@sluice/definition/reconciliations";
import { MOST_PER_PAGE, managementErrorSchema, paginationSchema } from "@sluice/definition/resources";
import { z } from "zod";
import { ApiError, callApi, type Send } from "./api-client.ts";

/** The management API's calls about providers' bills. All throw ApiError. */

type Signal = Pick<Send, "signal">;
const listSchema = z.object({ data: z.array(reconciliationSchema), pagination: paginationSchema });

/** The newest hundred. */
export async function listReconciliations({ signal }: Signal = {}) {
  return (await callApi(`/reconciliations?perPage=${MOST_PER_PAGE}`, listSchema, { signal })).data;
}

export function readReconciliation(id: string, tolerance: string, { signal }: Signal = {}) {
  return callApi(`/reconciliations/${encodeURIComponent(id)}?${new URLSearchParams({ tolerance })}`, reconciliationDetailSchema, {
    signal,
  });
}

export function deleteReconciliation(id: string) {
  return callApi(`/reconciliations/${encodeURIComponent(id)}`, null, { method: "DELETE" });
}

/** Sends the file as it is: the browser reads it while it goes. */
export async function importBill(file: File, provider: string) {
  const query = new URLSearchParams({ fileName: file.name, ...(provider ? { provider } : {}) });
  const type = /\.jsonl?$/i.test(file.name) ? "application/json" : "text/csv";
  const response = await fetch(`/api/v1/reconciliations?${query}`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": type },
    body: file,
    credentials: "same-origin",
  }).catch(() => null);
  if (!response) throw new ApiError(0, { code: "unreachable", message: "The console's server is not reachable. Nothing was imported." });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return reconciliationSchema.parse(answer);
  const refusal = managementErrorSchema.safeParse(answer).data;
  throw new ApiError(response.status, refusal ?? { code: "internal_error", message: "The file was not imported." });
}
