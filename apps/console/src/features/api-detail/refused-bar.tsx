import type { ApiSummary } from "@sluice/definition/resources";
import { CircleAlert } from "lucide-react";

export interface RefusedBarProps {
  readonly rejectedBy: ApiSummary["rejectedBy"];
  readonly revision: number | null;
}

/** A gateway could not take the revision in force: it serves the last one that was good, if there was one. */
export function RefusedBar({ rejectedBy, revision }: RefusedBarProps) {
  return (
    <section
      aria-label="Refused"
      className="flex min-h-12 shrink-0 items-start gap-3 border-b border-danger-line bg-danger-wash px-4 py-3 wide:px-8"
    >
      <CircleAlert aria-hidden className="mt-0.5 text-danger" />
      <ul className="grid min-w-0 gap-1">
        {rejectedBy.map(({ id, reason }) => (
          <li key={id} className="wrap-anywhere">
            <b className="font-semibold">
              <code>{id}</code> refused revision {revision}
            </b>{" "}
            and serves on with the last good one. {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
