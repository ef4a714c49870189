import { usageSchema } from "@sluice/definition/analytics";
import { requestContentSchema } from "@sluice/definition/contents";
import { logDetailSchema, logEntrySchema, logPaginationSchema } from "@sluice/definition/logs";
import { z } from "zod";
import { callApi, type Send } from "./api-client.ts";

/** The management API's calls about what was used: summed, and request by request. All throw ApiError. */

type Signal = Pick<Send, "signal">;
export type UsageQuery = Readonly<Record<string, string>>;
/** For what shows no durations: they are the dearest part of an answer. */
export const UNTIMED = { durations: "false" } as const;

const logPageSchema = z.object({ data: z.array(logEntrySchema), pagination: logPaginationSchema });
export type LogPage = z.output<typeof logPageSchema>;

export async function readUsage(query: UsageQuery, { signal }: Signal = {}) {
  return (await callApi(`/analytics/usage?${new URLSearchParams(query)}`, usageSchema, { signal })).data;
}

export function listLogs(query: UsageQuery, { signal }: Signal = {}) {
  return callApi(`/logs?${new URLSearchParams(query)}`, logPageSchema, { signal });
}

/** Where the browser saves the same requests from, all pages of them. */
export function logExportAddress(query: UsageQuery, format: "csv" | "jsonl"): string {
  return `/api/v1/logs/_export?${new URLSearchParams({ ...query, format })}`;
}

export function readLog(requestId: string, { signal }: Signal = {}) {
  return callApi(`/logs/${encodeURIComponent(requestId)}`, logDetailSchema, { signal });
}

/** What was asked and answered. The audit notes every call of it. */
export function readContent(requestId: string, { signal }: Signal = {}) {
  return callApi(`/logs/${encodeURIComponent(requestId)}/content`, requestContentSchema, { signal });
}
