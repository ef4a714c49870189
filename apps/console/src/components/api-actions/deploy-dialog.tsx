"use client";

import { LONGEST_LABEL } from "@sluice/definition/resources";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deployApi } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { DeploymentWord } from "../deployment-word/deployment-word.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Note } from "../ui/note.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { RefusalNote } from "./refusal-note.tsx";

export interface DeployDialogProps {
  readonly api: { readonly id: string; readonly name: string };
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Deploys what is saved, then waits for the gateways' word. */
export function DeployDialog({ api, open, onOpenChange }: DeployDialogProps) {
  return (
    <>
      {/* Drawn anew each time it opens: an earlier deployment's word is not this one's. */}
      {open ? <OpenDeployDialog api={api} onOpenChange={onOpenChange} /> : null}
    </>
  );
}

function OpenDeployDialog({ api, onOpenChange }: Omit<DeployDialogProps, "open">) {
  const client = useQueryClient();
  const [label, setLabel] = useState("");
  const deploy = useMutation({
    mutationFn: () => deployApi(api.id, label.trim()),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.apis }),
  });
  const tooLong = label.trim().length > LONGEST_LABEL;
  const deployed = deploy.data;
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={deployed ? `Revision ${deployed.revision} of ${api.name}` : "Deploy your API"}
      description={deployed ? undefined : `${api.name} as it is saved now becomes a new revision on every gateway.`}
      onSubmit={() => {
        if (deployed) return onOpenChange(false);
        if (!tooLong && !deploy.isPending) deploy.mutate();
      }}
      footer={
        deployed ? (
          <Button type="submit" variant="primary">
            Done
          </Button>
        ) : (
          <>
            <Button onClick={() => onOpenChange(false)}>Cancel</Button>
            <Button type="submit" variant="primary" busy={deploy.isPending}>
              Deploy
            </Button>
          </>
        )
      }
    >
      {deployed ? (
        <div className="grid gap-3">
          <DeploymentWord
            apiId={api.id}
            revision={deployed.revision}
            onSettled={() => void client.invalidateQueries({ queryKey: queryKeys.apis })}
          />
          {(deployed.warnings ?? []).map((warning) => (
            <Note key={warning} tone="warn">
              <p>{warning}</p>
            </Note>
          ))}
        </div>
      ) : (
        <div className="grid gap-4">
          {deploy.error ? <RefusalNote title="The API was not deployed" error={deploy.error} /> : null}
          <Field
            label="Deployment label"
            aside="optional"
            hint={`Says in the history why this was deployed. At most ${LONGEST_LABEL} characters.`}
            error={tooLong ? `A label has at most ${LONGEST_LABEL} characters; this one has ${label.trim().length}.` : undefined}
          >
            <TextInput value={label} autoComplete="off" onChange={(event) => setLabel(event.target.value)} />
          </Field>
        </div>
      )}
    </Dialog>
  );
}
