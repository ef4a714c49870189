"use client";

import { FlaskConical, History, ScanEye } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { useStudioPage } from "./studio-context.ts";

/** What can be learned of the policies before they are in force. */
export function PageTools() {
  const { actions, api, mayWrite } = useStudioPage();
  const mayTry = mayWrite && api.plans.some(({ status }) => status !== "CLOSED");
  return (
    <div className="flex flex-wrap gap-2">
      <Button icon={<ScanEye aria-hidden />} onClick={() => actions.open({ what: "coverage" })}>
        Coverage
      </Button>
      <Button icon={<History aria-hidden />} onClick={() => actions.open({ what: "impact" })}>
        Impact
      </Button>
      {mayTry ? (
        <Button icon={<FlaskConical aria-hidden />} onClick={() => actions.open({ what: "try" })}>
          Try it
        </Button>
      ) : null}
    </div>
  );
}
