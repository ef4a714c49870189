import type { Draft as DraftRow } from "@sluice/db/generated/client";
import { fromJsonObject } from "@sluice/db/json";
import { DRAFT_STEPS, type Draft } from "@sluice/definition/resources";
import { maskSecrets } from "../secrets/mask-secrets.ts";

/** A step that a newer console wrote is shown as the first: the draft itself is what counts. */
export function draftResource(row: DraftRow): Draft {
  return {
    id: row.id,
    step: DRAFT_STEPS.find((step) => step === row.step) ?? DRAFT_STEPS[0],
    definition: maskSecrets(fromJsonObject(row.definition)),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
