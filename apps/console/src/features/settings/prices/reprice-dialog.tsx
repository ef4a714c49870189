"use client";

import type { RepricingInput, RepricingResource } from "@sluice/definition/repricing";
import type { ApiSummary } from "@sluice/definition/resources";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { Select } from "../../../components/ui/select.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { readRepricing, startRepricing } from "../../../lib/cost-api.ts";
import { instantOf, localOf } from "../../../lib/local-time.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { FormProblem } from "../form-problem.tsx";
import { fieldProblem } from "../form-problems.ts";
import { RepricingOutcome } from "./repricing-outcome.tsx";

const EVERY_API = "every";
const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 1_000;

interface Range {
  readonly from: string;
  readonly to: string;
  readonly apiId: string;
  readonly model: string;
}

/** The last 30 days up to now. */
function usualRange(now: number): Range {
  return { from: localOf(new Date(now - 30 * DAY_MS).toISOString()), to: "", apiId: "", model: "" };
}

export interface RepriceDialogProps {
  readonly apis: readonly Pick<ApiSummary, "id" | "name">[];
  readonly onClose: () => void;
}

/** Prices past requests anew: first what would come of it, then, if that is what was meant, it. */
export function RepriceDialog({ apis, onClose }: RepriceDialogProps) {
  const [range, setRange] = useState(() => usualRange(Date.now()));
  const { start, found, reset } = useRepricing();
  const change = (part: Partial<Range>) => {
    setRange((former) => ({ ...former, ...part }));
    reset();
  };
  const of = (field: string) => fieldProblem(start.error, field);
  const counted = found?.dryRun === true && found.state === "done" ? found : null;
  const isOver = found?.dryRun === false && found.state !== "running";
  const options = [{ value: EVERY_API, label: "Every API" }, ...apis.map(({ id: value, name: label }) => ({ value, label }))];
  const busy = start.isPending || found?.state === "running";
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Reprice past requests"
      onSubmit={() => (isOver ? onClose() : start.mutate(inputOf(range, counted === null)))}
      footer={
        <>
          <Button onClick={onClose}>{isOver ? "Close" : "Cancel"}</Button>
          {isOver ? null : (
            <Button type="submit" variant={counted ? "danger" : "primary"} busy={busy} disabled={counted?.changed === 0}>
              {counted ? "Reprice them" : "Count what would change"}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <p className="text-muted">
          Past requests are priced again, each by what the prices now say of its own time. Sums and budgets follow. You see what would
          change before anything does.
        </p>
        <FormProblem error={start.error} shown={["from", "to", "apiId", "model"]} />
        <div className="grid gap-4 wide:grid-cols-2">
          <Field label="From" error={of("from")}>
            <TextInput type="datetime-local" value={range.from} onChange={(event) => change({ from: event.target.value })} />
          </Field>
          <Field label="To" aside="now when left out" error={of("to")}>
            <TextInput type="datetime-local" value={range.to} onChange={(event) => change({ to: event.target.value })} />
          </Field>
          <Field label="API" error={of("apiId")}>
            <Select
              value={range.apiId === "" ? EVERY_API : range.apiId}
              options={options}
              onValueChange={(apiId) => change({ apiId: apiId === EVERY_API ? "" : apiId })}
            />
          </Field>
          <Field label="Model" aside="optional" error={of("model")}>
            <TextInput mono placeholder="every model" value={range.model} onChange={(event) => change({ model: event.target.value })} />
          </Field>
        </div>
        {found ? <RepricingOutcome repricing={found} /> : null}
      </div>
    </Dialog>
  );
}

/** Starts one, and looks after it until it is done. */
function useRepricing() {
  const client = useQueryClient();
  const [id, setId] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: startRepricing,
    onSuccess: (started) => {
      client.setQueryData(queryKeys.repricing(started.id), started);
      setId(started.id);
      if (!started.dryRun) void client.invalidateQueries({ queryKey: queryKeys.allPrices });
    },
  });
  const { data } = useQuery({
    queryKey: queryKeys.repricing(id ?? ""),
    queryFn: ({ signal }) => readRepricing(id ?? "", { signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.state === "running" ? LOOK_EVERY_MS : false),
  });
  const found: RepricingResource | null = id === null ? null : (data ?? null);
  return { start, found, reset: () => setId(null) };
}

function inputOf({ from, to, apiId, model }: Range, dryRun: boolean): RepricingInput {
  const end = instantOf(to);
  return {
    from: instantOf(from) ?? "",
    ...(end === null ? {} : { to: end }),
    apiId: apiId === "" ? null : apiId,
    model: model.trim() === "" ? null : model.trim(),
    dryRun,
  };
}
