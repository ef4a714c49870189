"use client";

import type { Permission } from "@sluice/definition/access";
import { useId } from "react";
import { FieldError } from "../../../components/ui/field.tsx";
import { groupPermissions } from "./permission-groups.ts";

export interface ScopeChoiceProps {
  /** What there is to choose from: one's own. */
  readonly permissions: readonly Permission[];
  readonly chosen: readonly Permission[];
  readonly onChange: (chosen: readonly Permission[]) => void;
  readonly error?: string | undefined;
}

/** A box for each permission, by what it is about. */
export function ScopeChoice({ permissions, chosen, onChange, error }: ScopeChoiceProps) {
  const id = useId();
  const turn = (permission: Permission, on: boolean) =>
    onChange(on ? [...chosen, permission] : chosen.filter((other) => other !== permission));
  return (
    <div className="grid gap-3">
      {error ? <FieldError>{error}</FieldError> : null}
      {groupPermissions(permissions).map((group) => (
        <fieldset key={group.title} className="grid min-w-0 gap-1.5">
          <legend className="mb-1 text-xs text-muted">{group.title}</legend>
          {group.permissions.map(({ permission, words }) => (
            <label key={permission} htmlFor={`${id}-${permission}`} className="flex items-start gap-2">
              <input
                id={`${id}-${permission}`}
                type="checkbox"
                checked={chosen.includes(permission)}
                onChange={(event) => turn(permission, event.target.checked)}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0">{words}</span>
              <code className="ml-auto text-muted max-wide:hidden">{permission}</code>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
