/** The Postgres channel on which the console tells the gateways that something changed. */
export const CHANNEL = "sluice";

/** What a notification names. The payload is a hint only: gateways read the rows, and poll beside it. */
export const NOTICE_KINDS = ["api", "subscription", "check", "price"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface Notice {
  readonly kind: NoticeKind;
  readonly id: string;
}

export function noticePayload(notice: Notice): string {
  return `${notice.kind}:${notice.id}`;
}

/** Null for a payload that is not ours: a newer console may say more than we know. */
export function parseNotice(payload: string): Notice | null {
  const [kind, id, ...rest] = payload.split(":");
  const known = NOTICE_KINDS.find((name) => name === kind);
  return known && id && rest.length === 0 ? { kind: known, id } : null;
}
