import type { Transaction } from "@sluice/db/client";
import type { ModelPrice } from "@sluice/db/generated/client";
import { toJson } from "@sluice/db/json";
import { notify } from "@sluice/db/notify";
import type { modelPriceInputSchema } from "@sluice/definition/prices";
import type { z } from "zod";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { readCurrentPrices } from "./stored-price.ts";

/** Gateways keep all of them in memory. */
const MOST_PRICES = 10_000;

type Input = z.output<typeof modelPriceInputSchema>;

/** Writes the next version of a price: the first one, or a change of the one before. Tells the gateways. */
export async function saveModelPrice(
  tx: Transaction,
  { actor, now }: Pick<ManagementContext, "actor" | "now">,
  { input, before, id }: { readonly input: Input; readonly before: ModelPrice | null; readonly id: string },
): Promise<ModelPrice | ManagementError> {
  if (input.apiId !== null && !(await tx.api.findUnique({ where: { id: input.apiId }, select: { id: true } })))
    return invalidFields({ apiId: "There is no such API." });
  const others = (await readCurrentPrices(tx)).filter((other) => other.id !== id);
  if (others.length >= MOST_PRICES) return new ManagementError("conflict", `At most ${MOST_PRICES} prices. Take some away first.`);
  const from = Date.parse(input.effectiveFrom);
  const twin = others.find(
    ({ apiId, model, effectiveFrom }) => apiId === input.apiId && model === input.model && new Date(effectiveFrom).getTime() === from,
  );
  if (twin) return invalidFields({ effectiveFrom: "Another price of this model begins at this moment: change that one." });
  const { tiers, effectiveFrom, effectiveUntil, ...rest } = input;
  const row = await tx.modelPrice.create({
    data: {
      ...rest,
      id,
      version: (before?.version ?? 0) + 1,
      effectiveFrom: new Date(effectiveFrom),
      effectiveUntil: effectiveUntil === null ? null : new Date(effectiveUntil),
      tiers: toJson(tiers),
      createdBy: actor.name,
      createdAt: now(),
    },
  });
  await notify(tx, { kind: "price", id });
  return row;
}
