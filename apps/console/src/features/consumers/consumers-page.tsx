"use client";

import type { ApiResource } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import { classNames } from "../../lib/class-names.ts";
import { readApi } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { ConsumerFilterBar } from "./consumer-filter-bar.tsx";
import { ConsumerList } from "./consumer-list.tsx";
import { ConsumerPanel } from "./consumer-panel.tsx";
import { ConsumerTiles } from "./consumer-tiles.tsx";
import { useConsumerFilters, useConsumers } from "./use-consumers.ts";

/** Who calls an API, and who asks to. */
export function ConsumersPage({ id }: { readonly id: string }) {
  const { data: api } = useQuery({ queryKey: queryKeys.api(id), queryFn: ({ signal }) => readApi(id, { signal }) });
  // The frame above says why, when it cannot be loaded.
  return api ? <Consumers api={api} /> : null;
}

function Consumers({ api }: { readonly api: ApiResource }) {
  const { filters, change } = useConsumerFilters();
  const list = useConsumers(api.id, filters);
  const opened = filters.subscription;
  return (
    <div className={classNames("grid flex-1 items-stretch", opened !== "" && "roomy:grid-cols-[minmax(0,1fr)_440px]")}>
      <div
        className={classNames("grid min-w-0 content-start gap-4 p-4 wide:px-8 wide:pt-6 wide:pb-8", opened !== "" && "max-roomy:hidden")}
      >
        <ConsumerTiles apiId={api.id} status={filters.status} onStatus={(status) => change({ status })} />
        <ConsumerFilterBar api={api} filters={filters} onChange={change} />
        <ConsumerList
          api={api}
          list={list}
          filters={filters}
          onOpen={(subscription) => change({ subscription })}
          onPage={(page) => change({ page })}
          onReset={() => change({ status: "open", plan: "", application: "", key: "" })}
        />
      </div>
      {opened === "" ? null : (
        <ConsumerPanel
          key={opened}
          api={api}
          id={opened}
          listed={list.data?.data.find((one) => one.id === opened)}
          onClose={() => change({ subscription: "" })}
        />
      )}
    </div>
  );
}
