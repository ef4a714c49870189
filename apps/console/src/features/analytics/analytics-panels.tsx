import { OTHER_COLOUR, seriesColours } from "../../components/charts/series-colour.ts";
import type { UsagePlace } from "../../components/usage-filters/usage-address.ts";
import { nameOf, useNames } from "../../components/usage-filters/use-names.ts";
import { subscriptionName, useSubscribed } from "../../components/usage-filters/use-subscribed.ts";
import { CostPanel } from "./cost-panel.tsx";
import { LatencyPanel } from "./latency-panel.tsx";
import { GUARD_CODES, LIMIT_CODES, RefusalsPanel } from "./refusals-panel.tsx";
import { StatCards } from "./stat-cards.tsx";
import { StatusPanel } from "./status-panel.tsx";
import { TokensPanel } from "./tokens-panel.tsx";
import { TopPanel } from "./top-panel.tsx";
import type { Analytics } from "./use-analytics.ts";
import { mostFirst } from "./values-of.ts";

/** As many models have a colour of their own as the chart of costs shows. */
const COLOURED = 7;

export function AnalyticsPanels({ data, place }: { readonly data: Analytics; readonly place: UsagePlace }) {
  const names = useNames(place.applicationId);
  const subscriptions = new Map(useSubscribed(place.applicationId).map((one) => [one.id, subscriptionName(one)]));
  const { total, before, byModel, byCaller, bySubscription, byError } = data;
  const coloured = mostFirst(
    byModel.now.filter(({ cost }) => cost !== null),
    ({ cost }) => cost,
  ).slice(0, COLOURED);
  const colours = seriesColours(coloured.map(({ model }) => model ?? ""));
  const applicationName = (id: string) => nameOf(names.applications, id);
  return (
    <>
      {total ? <StatCards total={total} before={before} /> : null}
      <div className="grid gap-4 roomy:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <TokensPanel data={data} />
        <CostPanel data={data} />
      </div>
      <div className="grid gap-4 roomy:grid-cols-2">
        <LatencyPanel data={data} />
        <StatusPanel data={data} />
        {place.applicationId ? (
          <TopPanel
            title="Top APIs"
            what="API"
            filter="apiId"
            rows={byCaller}
            nameOf={(id) => nameOf(names.apis, id)}
            none="Without an API"
          />
        ) : (
          <TopPanel
            title="Top applications"
            what="Application"
            filter="applicationId"
            rows={byCaller}
            nameOf={applicationName}
            none="Without an application"
          />
        )}
        <TopPanel
          title="Top models"
          what="Model sent"
          filter="model"
          rows={byModel}
          nameOf={(model) => model}
          none="Never sent"
          colourOf={(model) => colours.get(model) ?? OTHER_COLOUR}
        />
        <RefusalsPanel
          title="Limits hit"
          what="Limit"
          codes={LIMIT_CODES}
          rows={byError}
          applicationName={applicationName}
          nothing="No limit was hit in this time."
        />
        <RefusalsPanel
          title="Guard rail hits"
          what="Guard rail"
          codes={GUARD_CODES}
          rows={byError}
          applicationName={applicationName}
          nothing="No guard rail blocked a request in this time."
        />
        {bySubscription ? (
          <div className="roomy:col-span-2">
            <TopPanel
              title="Top subscriptions"
              what="Subscription"
              filter="subscriptionId"
              rows={bySubscription}
              nameOf={(id) => subscriptions.get(id) ?? "a subscription that is gone"}
              none="Without a subscription"
            />
          </div>
        ) : null}
      </div>
    </>
  );
}
