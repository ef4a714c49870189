"use client";

import type { UsageRow } from "@sluice/definition/analytics";
import Link from "next/link";
import { Button } from "../../components/ui/button.tsx";
import { LINK } from "../../components/ui/link-class.ts";
import { Note } from "../../components/ui/note.tsx";
import { goTo } from "../../components/usage-filters/use-usage-address.ts";
import { plural } from "../../lib/format.ts";
import { formatLarge } from "../../lib/format-amount.ts";
import { paths } from "../../lib/paths.ts";
import { useMay } from "../../lib/use-may.ts";

export interface UnpricedTokensProps {
  readonly tokens: number;
  readonly byModel: readonly UsageRow[];
  /** Nothing else is on the page already. */
  readonly alone: boolean;
}

/** Costs without a price would look like no costs. */
export function UnpricedTokens({ tokens, byModel, alone }: UnpricedTokensProps) {
  const maySeePrices = useMay("apis:read");
  const models = byModel.flatMap(({ model, unpricedTokens }) => (model && unpricedTokens > 0 ? [model] : []));
  return (
    <Note
      tone="warn"
      title={`${formatLarge(tokens)} tokens have no price`}
      action={alone ? null : <Button onClick={() => goTo({ unpriced: "true" })}>Show them alone</Button>}
    >
      They are in no cost on this page: {plural(models.length, "model")} without a price, <code>{models.join(", ")}</code>.{" "}
      {maySeePrices ? (
        <Link href={paths.prices} className={LINK}>
          Set prices
        </Link>
      ) : null}
    </Note>
  );
}
