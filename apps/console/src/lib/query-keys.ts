/** Names of what the browser keeps. `["apis"]` covers the list and every API. */
export const queryKeys = {
  apis: ["apis"],
  apiList: ["apis", "list"],
  api: (id: string) => ["apis", "one", id],
  deployments: (id: string) => ["apis", "one", id, "deployments"],
  deployment: (id: string, revision: number) => ["apis", "one", id, "deployments", revision],
  subscriptionCounts: ({ apiId, planId }: { readonly apiId: string; readonly planId?: string }) => [
    "apis",
    "one",
    apiId,
    "subscriptions",
    "counts",
    planId ?? null,
  ],
  drafts: ["drafts"],
  gateways: ["gateways"],
  me: ["me"],
  meAt: (place: { readonly apiId: string }) => ["me", "at", place],
  prices: (provider: string, target: string, models: readonly string[]) => ["prices", provider, target, ...models],
} as const;
