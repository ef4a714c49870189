import { bareNameAllowed, publishedModels } from "@sluice/definition/model-id";
import { PROVIDERS } from "@sluice/definition/provider";
import type { ApiResource } from "@sluice/definition/resources";
import { Badge } from "../../components/ui/badge.tsx";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { formatPrice, plural } from "../../lib/format.ts";
import { paths } from "../../lib/paths.ts";
import { useMayOnApi } from "../../lib/use-may.ts";

interface ModelRow {
  readonly id: string;
  readonly alsoAs: readonly string[];
  readonly provider: string;
  readonly inputPrice: number | undefined;
  readonly outputPrice: number | undefined;
}

/** The models as callers see them. */
export function ModelsTable({ api }: { readonly api: ApiResource }) {
  const rows = modelRows(api);
  const mayWrite = useMayOnApi(api.id, "apis:write");
  return (
    <Card
      title="Models"
      note={plural(rows.length, "model")}
      flush
      actions={
        mayWrite ? (
          <ButtonLink size="sm" variant="quiet" href={paths.endpoints(api.id)}>
            Edit
          </ButtonLink>
        ) : null
      }
    >
      {rows.length === 0 ? (
        <EmptyState title="No model is listed">Callers may still ask for any model that the pattern of a provider lets through.</EmptyState>
      ) : (
        <Table label="Models">
          <thead>
            <tr>
              <HeadCell>Model id</HeadCell>
              <HeadCell className="max-wide:hidden">Provider</HeadCell>
              <HeadCell numeric>
                <span className="max-wide:sr-only">Input </span>
                <span aria-hidden className="wide:hidden">
                  In{" "}
                </span>
                $ / 1M
              </HeadCell>
              <HeadCell numeric>
                <span className="max-wide:sr-only">Output </span>
                <span aria-hidden className="wide:hidden">
                  Out{" "}
                </span>
                $ / 1M
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id}>
                <Cell className="py-2 whitespace-normal! wrap-anywhere">
                  <code>{row.id}</code>
                  {row.alsoAs.length > 0 ? (
                    <span className="block text-xs text-muted">
                      also <code className="text-xs">{row.alsoAs.join(", ")}</code>
                    </span>
                  ) : null}
                </Cell>
                <Cell className="max-wide:hidden">{row.provider}</Cell>
                <Cell numeric>
                  <Price usd={row.inputPrice} />
                </Cell>
                <Cell numeric>
                  <Price usd={row.outputPrice} />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function Price({ usd }: { readonly usd: number | undefined }) {
  return usd === undefined ? <Badge>unpriced</Badge> : formatPrice(usd);
}

function modelRows(api: ApiResource): readonly ModelRow[] {
  const claims = new Map<string, number>();
  const rows = publishedModels(api).map((published) => {
    const group = api.endpointGroups.find(({ name }) => name === published.group);
    const endpoint = group?.endpoints.find(({ configuration }) => configuration.models.some(({ name }) => name === published.model));
    const model = endpoint?.configuration.models.find(({ name }) => name === published.model);
    const policy = endpoint?.configuration.modelGovernance.prefixPolicy.policy ?? "NO_PREFIX";
    const bare = [
      ...(bareNameAllowed(policy, "model") && !endpoint?.configuration.modelGovernance.aliasOnly ? [published.model] : []),
      ...(bareNameAllowed(policy, "alias") ? (model?.aliases ?? []) : []),
    ];
    for (const name of bare) claims.set(name, (claims.get(name) ?? 0) + 1);
    const names = [...(model?.aliases ?? []).map((alias) => `${published.group}:${alias}`), ...bare];
    return {
      id: published.id,
      alsoAs: names.filter((name) => name !== published.id),
      provider: endpoint ? PROVIDERS[endpoint.configuration.provider].label : "",
      inputPrice: model?.inputPrice,
      outputPrice: model?.outputPrice,
    };
  });
  // A bare name that two providers claim means neither.
  return rows.map((row) => ({ ...row, alsoAs: row.alsoAs.filter((name) => (claims.get(name) ?? 1) === 1) }));
}
