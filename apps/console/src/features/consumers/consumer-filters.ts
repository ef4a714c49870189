import { SUBSCRIPTION_STATUSES, type SubscriptionStatus } from "@sluice/definition/consumers";

/** What the Consumers page shows, as its address says it. */
export interface ConsumerFilters {
  /** `open`: those that have not ended. */
  readonly status: SubscriptionStatus | "open" | "all";
  readonly plan: string;
  /** A part of the application's name. */
  readonly application: string;
  /** The last four characters of a key, or fewer while they are typed. The whole of one has no place in an address. */
  readonly key: string;
  readonly page: number;
  /** The one whose panel is open. */
  readonly subscription: string;
}

export const KEY_HINT_LENGTH = 4;
const PER_PAGE = 50;

/** Never fails: what an address says that makes no sense is as if it said nothing. */
export function filtersOf(address: Pick<URLSearchParams, "get">): ConsumerFilters {
  const text = (name: string) => address.get(name)?.trim() ?? "";
  const status = SUBSCRIPTION_STATUSES.find((one) => one === text("status").toUpperCase()) ?? (text("status") === "all" ? "all" : "open");
  return {
    status,
    plan: text("plan"),
    application: text("application"),
    key: text("key").slice(-KEY_HINT_LENGTH),
    page: /^[1-9][0-9]{0,6}$/.test(text("page")) ? Number(text("page")) : 1,
    subscription: text("subscription"),
  };
}

/** The address of filters, without what is as usual. */
export function addressOf(filters: ConsumerFilters): string {
  const said = {
    status: filters.status === "open" ? "" : filters.status.toLowerCase(),
    plan: filters.plan,
    application: filters.application,
    key: filters.key,
    page: filters.page === 1 ? "" : String(filters.page),
    subscription: filters.subscription,
  };
  const query = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ""));
  return query.size === 0 ? "" : `?${query}`;
}

/** What the management API is asked for. */
export function queryOf(apiId: string, { status, plan, application, key, page }: ConsumerFilters): Readonly<Record<string, string>> {
  return {
    apiId,
    page: String(page),
    perPage: String(PER_PAGE),
    ...(status === "all" ? {} : { status: status === "open" ? "PENDING,ACCEPTED,PAUSED" : status }),
    ...(plan === "" ? {} : { planId: plan }),
    ...(application === "" ? {} : { q: application }),
    ...(key.length === KEY_HINT_LENGTH ? { keyHint: key } : {}),
  };
}

/** Whether the list is narrowed by more than its usual statuses. */
export function isNarrowed({ status, plan, application, key }: ConsumerFilters): boolean {
  return status !== "open" || plan !== "" || application !== "" || key !== "";
}
