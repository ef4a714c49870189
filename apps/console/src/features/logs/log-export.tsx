import { Download } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import type { TimeRange } from "../../components/usage-filters/usage-address.ts";
import { logExportAddress } from "../../lib/usage-api.ts";

export interface LogExportProps {
  readonly filters: Readonly<Record<string, string>>;
  readonly range: TimeRange;
}

/** All requests that fit, not only those that were scrolled to. */
export function LogExport({ filters, range: { fromMs, toMs } }: LogExportProps) {
  const query = { ...filters, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
  // An attachment: the page stays where it is.
  const save = (format: "csv" | "jsonl") => () => window.location.assign(logExportAddress(query, format));
  return (
    <Menu
      trigger={<Button icon={<Download aria-hidden />}>Export</Button>}
      groups={[
        [
          { label: "CSV", onSelect: save("csv") },
          { label: "JSON lines", onSelect: save("jsonl") },
        ],
      ]}
    />
  );
}
