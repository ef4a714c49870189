import { promisify } from "node:util";
import { zstdDecompress } from "node:zlib";
import { type ContentState, type RequestContent, storedContentSchema } from "@sluice/definition/contents";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { contentState } from "./content-state.ts";
import { findRequest } from "./find-request.ts";

const decompress = promisify(zstdDecompress);
/** Four bodies of the longest that gateways keep, and their headers. */
const MOST_BYTES = 64 << 20;

/** What was asked and answered. The audit knows who has read it: there is no answer without its entry. */
export async function getContent(context: ManagementContext, requestId: string): Promise<RequestContent | ManagementError> {
  const { db } = context;
  const row = await findRequest(db, requestId);
  const denied = await authorise(context, "contents:read", { apiId: row?.apiId ?? undefined });
  if (denied) return denied;
  if (!row) return notFound("request");
  const stored = await db.requestContent.findUnique({ where: { requestId } });
  if (!stored || stored.expiresAt <= context.now()) {
    const state = await contentState(db, row);
    return new ManagementError("not_found", WHY_NOT[state === "kept" ? "expired" : state]);
  }
  const content = storedContentSchema.parse(JSON.parse((await decompress(stored.content, { maxOutputLength: MOST_BYTES })).toString()));
  const api = row.apiId ? await db.api.findUnique({ where: { id: row.apiId }, select: { name: true } }) : null;
  return transact(context, async (tx) => {
    await recordChange(tx, context, { action: "content.read", entityId: requestId, after: { apiId: row.apiId, apiName: api?.name ?? "" } });
    return { requestId, expiresAt: stored.expiresAt.toISOString(), ...content };
  });
}

const WHY_NOT = {
  off: "The contents of this request are not kept: its API keeps none.",
  unread: "The contents of this request are not kept: it was refused before they were read, or passed through unread.",
  not_sampled: "The contents of this request are not kept: it was not among those that the API's sampling chose.",
  condition: "The contents of this request are not kept: the condition of the API's logging did not hold.",
  dropped: "The contents of this request are not kept: the gateway had more to write than it could.",
  pending: "The contents of this request are on their way. Try again in a moment.",
  expired: "The contents of this request are kept no more.",
} as const satisfies Record<Exclude<ContentState, "kept">, string>;
