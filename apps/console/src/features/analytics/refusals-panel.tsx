import type { UsageRow } from "@sluice/definition/analytics";
import { ChartPanel } from "../../components/charts/chart-panel.tsx";
import { LINK } from "../../components/ui/link-class.ts";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { goTo } from "../../components/usage-filters/use-usage-address.ts";
import { formatCount } from "../../lib/format.ts";

export const LIMIT_CODES: Readonly<Record<string, string>> = {
  token_limit_exceeded: "Token limit",
  rate_limit_exceeded: "Request limit",
  budget_exceeded: "Budget",
};
export const GUARD_CODES: Readonly<Record<string, string>> = {
  content_policy_violation: "Guard rail",
  model_not_allowed: "Model not allowed",
};

export interface RefusalsPanelProps {
  readonly title: string;
  /** What a row is called: "Limit". */
  readonly what: string;
  /** Error code → its name here. */
  readonly codes: Readonly<Record<string, string>>;
  readonly rows: readonly UsageRow[];
  readonly applicationName: (id: string) => string;
  /** Where there is none. */
  readonly nothing: string;
}

/** Which refusals of one kind there were, and whose. */
export function RefusalsPanel({ title, what, codes, rows, applicationName, nothing }: RefusalsPanelProps) {
  const hits = rows.flatMap(({ errorCode, applicationId, requests }) => {
    const name = codes[errorCode ?? ""];
    return name && errorCode
      ? [{ name, errorCode, applicationId, caller: applicationId ? applicationName(applicationId) : "Without an application", requests }]
      : [];
  });
  const table = {
    columns: [{ name: what }, { name: "Application" }, { name: "Error code" }, { name: "Refused", numeric: true, format: formatCount }],
    rows: hits.map(({ name, caller, errorCode, requests }) => [name, caller, errorCode, requests]),
  };
  const refused = hits.reduce((sum, { requests }) => sum + requests, 0);
  return (
    <ChartPanel title={title} table={table} note={refused > 0 ? `${formatCount(refused)} refused` : null}>
      {hits.length === 0 ? (
        <p className="text-muted">{nothing}</p>
      ) : (
        <div className="relative -m-4 max-h-80 overflow-y-auto">
          <Table label={title}>
            <thead>
              <tr>
                <HeadCell>{what}</HeadCell>
                <HeadCell>Application</HeadCell>
                <HeadCell numeric>Refused</HeadCell>
              </tr>
            </thead>
            <tbody>
              {hits.map(({ name, errorCode, applicationId, caller, requests }) => (
                <Row key={`${errorCode} ${applicationId}`}>
                  <Cell className="h-9">
                    <button type="button" className={LINK} onClick={() => goTo({ errorCode })}>
                      {name}
                    </button>
                  </Cell>
                  <Cell className="h-9 max-w-40 truncate">{caller}</Cell>
                  <Cell numeric className="h-9">
                    {formatCount(requests)}
                  </Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </ChartPanel>
  );
}
