import type { ManagementContext } from "@sluice/management/context";
import type { SteadyCalls, ToldUsage } from "./steady-calls.ts";

const AT_ONCE = 5_000;

/** Which answers that came whole have no row, more than one, or one that counts otherwise than its caller was told. */
export async function missingRows({ db }: ManagementContext, { finished }: Pick<SteadyCalls, "finished">): Promise<readonly string[]> {
  const wrong: string[] = [];
  const ids = [...finished.keys()];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    const rows = await db.usageRecord.findMany({ where: { requestId: { in: some } } });
    const byId = Map.groupBy(rows, ({ requestId }) => requestId);
    for (const id of some) {
      const [row, ...more] = byId.get(id) ?? [];
      const isRight = row && more.length === 0 && row.provenance === "reported" && counts(row, finished.get(id));
      if (!isRight) wrong.push(`${id}: ${more.length + (row ? 1 : 0)} rows, ${row?.provenance}`);
    }
  }
  return wrong;
}

interface Buckets {
  readonly inputTokens: number | null;
  readonly cacheReadTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
}

function counts(row: Buckets, told: ToldUsage | undefined): boolean {
  const prompt = (row.inputTokens ?? 0) + (row.cacheReadTokens ?? 0);
  const completion = (row.outputTokens ?? 0) + (row.reasoningTokens ?? 0);
  return prompt === told?.prompt && completion === told.completion;
}
