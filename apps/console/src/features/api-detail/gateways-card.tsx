import type { ApiResource, DeploymentResource, GatewayStatus } from "@sluice/definition/resources";
import { Card } from "../../components/ui/card.tsx";
import { type Shape, StateDot } from "../../components/ui/state-dot.tsx";
import { formatMs } from "../../lib/format.ts";

export interface GatewaysCardProps {
  readonly api: ApiResource;
  /** In force; null when nothing is, or while it is not known. */
  readonly deployment: DeploymentResource | null;
  readonly status: GatewayStatus | undefined;
}

/** What each gateway serves of this API. */
export function GatewaysCard({ api, deployment, status }: GatewaysCardProps) {
  const revision = api.deployedRevision;
  return (
    <Card title="Gateways" note={revision === null ? undefined : `revision ${revision}`} flush>
      {revision === null ? (
        <p className="px-4 py-3 text-muted">Nothing is deployed yet, so no gateway knows this API.</p>
      ) : (
        <ul>
          {gatewayRows(deployment, status).map((row) => (
            <li key={row.id} className="grid gap-1 border-t border-line px-4 py-2.5 first:border-t-0">
              <div className="flex items-center gap-3">
                <code className="min-w-0 truncate">{row.id}</code>
                <span className="ml-auto">
                  <StateDot shape={api.state === "STOPPED" && row.shape === "on" ? "off" : row.shape}>
                    {api.state === "STOPPED" && row.shape === "on" ? "Stopped" : row.word}
                  </StateDot>
                </span>
                {row.compileMs === null ? null : <span className="text-xs text-muted">compiled in {formatMs(row.compileMs)}</span>}
              </div>
              {row.reason ? <p className="text-xs wrap-anywhere text-danger">{row.reason}</p> : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

interface GatewayRow {
  readonly id: string;
  readonly shape: Shape;
  readonly word: string;
  readonly compileMs: number | null;
  readonly reason: string | null;
}

/** Gateways that live, and those that spoke of this revision; the dead that never did are no concern of this API's. */
function gatewayRows(deployment: DeploymentResource | null, status: GatewayStatus | undefined): readonly GatewayRow[] {
  const words = new Map((deployment?.gateways ?? []).map((word) => [word.id, word]));
  const alive = new Set((status?.gateways ?? []).filter((gateway) => gateway.alive).map((gateway) => gateway.id));
  return [...new Set([...alive, ...words.keys()])].sort().map((id) => {
    const word = words.get(id);
    if (!word) return { id, shape: "waiting", word: "Waiting", compileMs: null, reason: null };
    if (status && !alive.has(id)) return { id, shape: "off", word: "Gone", compileMs: null, reason: null };
    if (word.status === "rejected") return { id, shape: "bad", word: "Refused", compileMs: null, reason: word.reason ?? null };
    return { id, shape: "on", word: "Applied", compileMs: word.compileMs, reason: null };
  });
}
