import type { Transaction } from "@sluice/db/client";
import { alikeKeyless } from "@sluice/definition/api";
import { ManagementError } from "../management-error.ts";
import { definitionOfPlan } from "./plan-resource.ts";

/**
 * A refusal when an API has two published keyless plans that no call could tell apart, else null. Asked after a change, so that plans may
 * change places within it: the refusal undoes it all.
 */
export async function keylessClash(tx: Transaction, apiId: string): Promise<ManagementError | null> {
  const rows = await tx.plan.findMany({ where: { apiId, securityType: "KEY_LESS", status: "PUBLISHED" }, orderBy: { position: "asc" } });
  const [one, other] = alikeKeyless(rows.map(definitionOfPlan)) ?? [];
  if (!one || !other) return null;
  return new ManagementError(
    "conflict",
    `${one.name} and ${other.name} are published and keyless both, and nothing tells them apart. Give one a selection rule, or close it first.`,
  );
}
