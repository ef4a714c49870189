import type { EndpointGroup, LOAD_BALANCERS } from "@sluice/definition/endpoint";
import { endpointName, groupToProvider, providerToConfiguration } from "../../components/provider-form/provider-bridge.ts";
import { emptyProvider, type ProviderDraft } from "../../components/provider-form/provider-draft.ts";
import { newKey } from "../../lib/new-key.ts";
import { typedNumber } from "../../lib/typed-number.ts";

export type LoadBalancer = (typeof LOAD_BALANCERS)[number];
export const TIMEOUTS = ["connectTimeout", "firstByteTimeout", "idleTimeout"] as const;
export type Timeout = (typeof TIMEOUTS)[number];

/** A stored endpoint while it is edited. `provider.name` is the endpoint's own name, or its group's while it is the only one. */
export interface EndpointDraft {
  readonly stored: EndpointGroup["endpoints"][number] | null;
  readonly provider: ProviderDraft;
  /** As typed. */
  readonly weight: string;
  readonly secondary: boolean;
}

/** A stored endpoint group while it is edited. Texts are as typed; what this page does not show stays in `stored` and is kept. */
export interface GroupDraft {
  readonly key: string;
  readonly stored: EndpointGroup | null;
  /** Used while it has several endpoints. */
  readonly name: string;
  readonly loadBalancer: LoadBalancer;
  readonly timeouts: Readonly<Record<Timeout, string>>;
  readonly endpoints: readonly EndpointDraft[];
}

export const DEFAULT_TIMEOUTS: Readonly<Record<Timeout, string>> = {
  connectTimeout: "5000",
  firstByteTimeout: "120000",
  idleTimeout: "60000",
};

export function newGroup(): GroupDraft {
  return {
    key: newKey(),
    stored: null,
    name: "",
    loadBalancer: "ROUND_ROBIN",
    timeouts: DEFAULT_TIMEOUTS,
    endpoints: [{ stored: null, provider: emptyProvider(), weight: "1", secondary: false }],
  };
}

export function toDrafts(groups: readonly EndpointGroup[]): readonly GroupDraft[] {
  return groups.map((group) => {
    const only = group.endpoints.length === 1;
    const { http } = group.sharedConfiguration;
    return {
      key: newKey(),
      stored: group,
      name: group.name,
      loadBalancer: group.loadBalancer.type,
      timeouts: {
        connectTimeout: String(http.connectTimeout),
        firstByteTimeout: String(http.firstByteTimeout),
        idleTimeout: String(http.idleTimeout),
      },
      endpoints: group.endpoints.map((endpoint) => ({
        stored: endpoint,
        provider: groupToProvider({ name: only ? group.name : endpoint.name, endpoints: [endpoint] }),
        weight: String(endpoint.weight),
        secondary: endpoint.secondary,
      })),
    };
  });
}

/** The group's name, wherever it is edited. */
export function groupName(draft: GroupDraft): string {
  const [only, ...others] = draft.endpoints;
  return (only && others.length === 0 ? only.provider.name : draft.name).trim();
}

/** The definition's group. Never refuses: what is wrong comes out as typed, for the schema to name it. */
export function fromDraft(draft: GroupDraft): Record<string, unknown> {
  const name = groupName(draft);
  const only = draft.endpoints.length === 1;
  return {
    ...draft.stored,
    name,
    type: "llm-proxy",
    loadBalancer: { type: draft.loadBalancer },
    sharedConfiguration: {
      ...draft.stored?.sharedConfiguration,
      http: Object.fromEntries(TIMEOUTS.map((timeout) => [timeout, typedNumber(draft.timeouts[timeout])])),
    },
    endpoints: draft.endpoints.map((endpoint) => ({
      ...endpoint.stored,
      name: only ? nameOfOnly(endpoint, draft.stored?.name ?? "", name) : endpoint.provider.name.trim(),
      type: "llm-proxy",
      weight: typedNumber(endpoint.weight),
      secondary: endpoint.secondary,
      configuration: providerToConfiguration(endpoint.provider),
    })),
  };
}

/** An endpoint that was named after its group follows it to another name. */
function nameOfOnly({ stored }: EndpointDraft, before: string, after: string): string {
  return stored && stored.name !== endpointName(before) && stored.name !== before ? stored.name : endpointName(after);
}
