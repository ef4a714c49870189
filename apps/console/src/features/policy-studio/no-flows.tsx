"use client";

import { Route } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { OFFERED_FLOWS } from "./default-flows.ts";
import { useStudioPage } from "./studio-context.ts";

/** Calls go straight to the provider: what a flow is for, and the usual ones to begin with. */
export function NoFlows() {
  const { actions, mayWrite } = useStudioPage();
  return (
    <div className="rounded-md border border-line bg-raised">
      <EmptyState
        title="No flows yet"
        icon={<Route aria-hidden />}
        action={
          mayWrite ? (
            <div className="flex flex-wrap justify-center gap-2">
              {OFFERED_FLOWS.filter(({ flow }) => flow.name !== "").map(({ flow }) => (
                <Button key={flow.name} onClick={() => actions.addFlow(flow)}>
                  Add {flow.name}
                </Button>
              ))}
            </div>
          ) : null
        }
      >
        A flow takes certain calls, and holds the policies that look at them on their way to the model and back.
      </EmptyState>
    </div>
  );
}
