import { Download, Search, X } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { buttonClass } from "../../components/ui/button-class.ts";
import { Select } from "../../components/ui/select.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { auditExportAddress } from "../../lib/audit-api.ts";
import type { AuditFilterName } from "./audit-query.ts";
import { OBJECTS } from "./objects.ts";

export interface AuditFiltersProps {
  readonly address: Pick<URLSearchParams, "get">;
  /** As the API is asked: the export asks the same. */
  readonly query: string;
  readonly onFilter: (name: AuditFilterName, value: string) => void;
}

const ALL = "all";

export function AuditFilters({ address, query, onFilter }: AuditFiltersProps) {
  const actorId = address.get("actorId");
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <search className="w-full wide:w-66">
        <TextInput
          type="search"
          aria-label="Filter by person, action, object"
          placeholder="Filter by person, action, object"
          lead={<Search aria-hidden />}
          value={address.get("q") ?? ""}
          onChange={(event) => onFilter("q", event.target.value)}
        />
      </search>
      <div className="w-full wide:w-44">
        <Select
          aria-label="Kind of object"
          value={address.get("entityType") ?? ALL}
          onValueChange={(value) => onFilter("entityType", value === ALL ? "" : value)}
          options={[{ value: ALL, label: "All objects" }, ...Object.entries(OBJECTS).map(([value, label]) => ({ value, label }))]}
        />
      </div>
      <div className="flex w-full items-center gap-2 wide:w-auto">
        <Day label="From day" value={address.get("from")} onChange={(day) => onFilter("from", day)} />
        <span className="text-muted">to</span>
        <Day label="To day" value={address.get("to")} onChange={(day) => onFilter("to", day)} />
      </div>
      {actorId ? (
        <Button icon={<X aria-hidden />} onClick={() => onFilter("actorId", "")}>
          One person only
        </Button>
      ) : null}
      <div className="ml-auto flex gap-2 max-wide:ml-0">
        <Export query={query} format="csv" label="CSV" />
        <Export query={query} format="jsonl" label="JSON lines" />
      </div>
    </div>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (day: string) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <div className="min-w-0 flex-1 wide:w-36 wide:flex-none">
      <TextInput type="date" aria-label={label} value={value ?? ""} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}

interface ExportProps {
  readonly query: string;
  readonly format: "csv" | "jsonl";
  readonly label: string;
}

/** A plain link: the browser saves what the server streams. */
function Export({ query, format, label }: ExportProps) {
  return (
    <a href={auditExportAddress(query, format)} download className={buttonClass({})}>
      <Download aria-hidden />
      <span className="sr-only">Export as</span> {label}
    </a>
  );
}
