"use client";

import { Popover } from "@base-ui/react/popover";
import type { ExpressionUse } from "@sluice/definition/policies/policy-kind";
import { Braces } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { EXPRESSION_EXAMPLES, EXPRESSION_ROOTS, EXPRESSION_USES } from "./expression-words.ts";

export interface ExpressionHelpProps {
  readonly use: ExpressionUse;
  /** Of the field that it helps with. */
  readonly label: string;
  readonly onPick: (example: string) => void;
}

/** What an expression may read, and examples that a click takes over. */
export function ExpressionHelp({ use, label, onPick }: ExpressionHelpProps) {
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <Button size="sm" variant="quiet" className="-my-1" icon={<Braces aria-hidden />} aria-label={`Expressions for ${label}`} />
        }
      >
        Expressions
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="end" className="z-50">
          <Popover.Popup className="float-in grid max-h-[min(480px,var(--available-height))] w-90 max-w-[calc(100vw-32px)] gap-3 overflow-y-auto rounded-md bg-float p-4 shadow-float outline-none">
            <Popover.Title className="font-semibold">Expressions</Popover.Title>
            <Popover.Description className="text-muted">{EXPRESSION_USES[use]}</Popover.Description>
            <ul aria-label="Examples" className="grid gap-1">
              {EXPRESSION_EXAMPLES[use].map(({ source, says }) => (
                <li key={source}>
                  <Popover.Close
                    onClick={() => onPick(source)}
                    className="grid w-full gap-0.5 rounded-sm px-2 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2"
                  >
                    <code className="text-xs wrap-anywhere">{source}</code>
                    <span className="text-xs text-muted">{says}</span>
                  </Popover.Close>
                </li>
              ))}
            </ul>
            <dl className="grid gap-1.5 border-t border-line pt-3 text-xs">
              {EXPRESSION_ROOTS.map(({ root, fields }) => (
                <div key={root}>
                  <dt className="font-mono font-medium">{root}</dt>
                  <dd className="wrap-anywhere text-muted">{fields}</dd>
                </div>
              ))}
            </dl>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
