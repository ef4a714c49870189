"use client";

import type { Reconciliation } from "@sluice/definition/reconciliations";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "../../components/ui/dialog.tsx";
import { DialogButtons } from "../../components/ui/dialog-buttons.tsx";
import { Field, useFieldControl } from "../../components/ui/field.tsx";
import { Note } from "../../components/ui/note.tsx";
import { Select } from "../../components/ui/select.tsx";
import { queryKeys } from "../../lib/query-keys.ts";
import { importBill } from "../../lib/reconciliations-api.ts";
import { readUsage, UNTIMED } from "../../lib/usage-api.ts";

const LOOKED_BACK_MS = 90 * 86_400_000;
const ANY = "any";

export interface ImportDialogProps {
  readonly onClose: () => void;
  readonly onImported: (reconciliation: Reconciliation) => void;
}

export function ImportDialog({ onClose, onImported }: ImportDialogProps) {
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [provider, setProvider] = useState(ANY);
  const providers = useProviders();
  const send = useMutation({
    mutationFn: (chosen: File) => importBill(chosen, provider === ANY ? "" : provider),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: queryKeys.reconciliations });
      onImported(made);
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Import a bill"
      description="A provider's own count, by model and day: the usage or cost export of OpenAI or Anthropic, AWS's Cost and Usage Report, Google Cloud's billing export."
      size="sm"
      onSubmit={() => {
        if (file) send.mutate(file);
      }}
      footer={<DialogButtons submit="Import" busy={send.isPending} disabled={!file} onCancel={onClose} />}
    >
      <div className="grid gap-4">
        <Field label="File" hint="CSV or JSON, unpacked. What it says of models and days is kept; the file itself is not.">
          <BillFile onChoose={setFile} />
        </Field>
        <Field label="Provider here" hint="Whose calls the file is about. With any, the models in the file are compared.">
          <Select
            value={provider}
            onValueChange={setProvider}
            options={[{ value: ANY, label: "Any" }, ...providers.map((value) => ({ value, label: value }))]}
          />
        </Field>
        {send.error ? (
          <Note tone="danger" title="The file was not imported" role="alert">
            <span className="wrap-anywhere">{send.error.message}</span>
          </Note>
        ) : null}
      </div>
    </Dialog>
  );
}

function BillFile({ onChoose }: { readonly onChoose: (file: File | null) => void }) {
  const control = useFieldControl();
  return (
    <input
      {...control}
      type="file"
      accept=".csv,.tsv,.json,.jsonl,text/csv,application/json"
      className="text-muted file:mr-3 file:h-8 file:cursor-pointer file:rounded-md file:border file:border-strong file:bg-raised file:px-3 file:font-medium file:text-ink"
      onChange={(event) => onChoose(event.target.files?.[0] ?? null)}
    />
  );
}

/** Those that were called lately. */
function useProviders(): readonly string[] {
  const { data } = useQuery({
    queryKey: queryKeys.usage({ groupBy: "provider", page: "reconciliations" }),
    queryFn: ({ signal }) =>
      readUsage({ ...UNTIMED, groupBy: "provider", from: new Date(Date.now() - LOOKED_BACK_MS).toISOString() }, { signal }),
    staleTime: 60_000,
  });
  return (data ?? []).flatMap(({ provider }) => provider ?? []);
}
