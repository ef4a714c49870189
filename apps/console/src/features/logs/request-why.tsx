import type { LogDetail } from "@sluice/definition/logs";
import { ArrowLeftRight, CircleDollarSign, KeyRound, MessageSquareText, ScrollText, Shield, Waypoints } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge, type Tone } from "../../components/ui/badge.tsx";
import { LINK } from "../../components/ui/link-class.ts";
import { formatCount, formatMs } from "../../lib/format.ts";
import { formatCost } from "../../lib/format-amount.ts";
import { formatMoment } from "../../lib/format-moment.ts";
import { paths } from "../../lib/paths.ts";
import { Attempts } from "./attempts.tsx";
import { RequestContents } from "./request-contents.tsx";

/** The way of a request through the gateway, in its order. */
export function RequestWhy({ entry }: { readonly entry: LogDetail }) {
  return (
    <div className="grid gap-5 p-4">
      <Step icon={<ScrollText aria-hidden />} title="Call">
        <Facts entry={entry} />
      </Step>
      <Step icon={<KeyRound aria-hidden />} title="Plan and subscription">
        <Plan entry={entry} />
      </Step>
      <Step icon={<Shield aria-hidden />} title="Limits and policies">
        <Decisions entry={entry} />
      </Step>
      <Step icon={<Waypoints aria-hidden />} title="Attempts">
        <Attempts entry={entry} />
      </Step>
      <Step icon={<ArrowLeftRight aria-hidden />} title="Translation">
        <Translation entry={entry} />
      </Step>
      <Step icon={<CircleDollarSign aria-hidden />} title="Tokens and cost">
        <Tokens entry={entry} />
      </Step>
      <Step icon={<MessageSquareText aria-hidden />} title="Contents">
        <RequestContents entry={entry} />
      </Step>
    </div>
  );
}

function Step({ icon, title, children }: { readonly icon: ReactNode; readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-2.5">
      <span className="grid size-6 place-items-center rounded-full border border-line text-muted [&_.lucide]:size-3.5">{icon}</span>
      <div className="grid min-w-0 gap-1">
        <h3 className="leading-6">{title}</h3>
        {children}
      </div>
    </section>
  );
}

function Facts({ entry }: { readonly entry: LogDetail }) {
  const { timestamp, method, path, apiId, apiName, gateway, revision, gatewayMs } = entry;
  return (
    <>
      <p className="font-mono text-code wrap-anywhere">
        {method} {path}
      </p>
      <p className="text-muted">
        {formatMoment(timestamp)} at {gateway}
        {revision === null ? "" : `, revision ${revision}`}; {formatMs(gatewayMs)} in the gateway itself
      </p>
      {apiId ? (
        <p>
          <Link href={paths.api(apiId)} className={LINK}>
            {apiName ?? "An API that is gone"}
          </Link>
        </p>
      ) : (
        <p className="text-muted">No API answers at this path.</p>
      )}
    </>
  );
}

function Plan({ entry: { planId, planName, applicationId, applicationName, errorCode } }: { readonly entry: LogDetail }) {
  if (!planId) return <p className="text-muted">{errorCode ? "Refused before a plan was found." : "Without a plan."}</p>;
  return (
    <p>
      {applicationId ? (
        <Link href={paths.application(applicationId)} className={LINK}>
          {applicationName ?? "An application that is gone"}
        </Link>
      ) : (
        <span className="text-muted">No application</span>
      )}
      , plan {planName ?? "that is gone"}
    </p>
  );
}

const ACTIONS: Readonly<Record<string, { readonly word: string; readonly tone: Tone }>> = {
  allowed: { word: "allowed", tone: "ok" },
  changed: { word: "changed", tone: "neutral" },
  blocked: { word: "blocked", tone: "danger" },
  would_block: { word: "would block", tone: "warn" },
  failed: { word: "failed", tone: "danger" },
};

function Decisions({ entry: { policyDecisions } }: { readonly entry: LogDetail }) {
  if (policyDecisions.length === 0) return <p className="text-muted">No policy had a say.</p>;
  return (
    <ul className="grid gap-1.5">
      {policyDecisions.map(({ policy, step, action, detail }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes, and a policy may decide twice
        <li key={at} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2">
          <span className="wrap-anywhere">{step || policy}</span>
          <Badge tone={ACTIONS[action]?.tone ?? "neutral"}>{ACTIONS[action]?.word ?? action}</Badge>
          {detail ? <span className="text-muted wrap-anywhere">{detail}</span> : null}
        </li>
      ))}
    </ul>
  );
}

function Translation({ entry: { modelAsked, modelSent, modelAnswered, translation } }: { readonly entry: LogDetail }) {
  const models = [
    ["asked", modelAsked],
    ["sent", modelSent],
    ["answered", modelAnswered],
  ] as const;
  return (
    <>
      <dl className="grid grid-cols-[72px_minmax(0,1fr)] gap-y-0.5">
        {models.map(([word, model]) => (
          <div key={word} className="contents">
            <dt className="text-muted">{word}</dt>
            <dd className="font-mono text-code wrap-anywhere">{model ?? "–"}</dd>
          </div>
        ))}
      </dl>
      {translation.dropped.length > 0 ? (
        <p className="wrap-anywhere">
          Dropped, as the provider has no word for it: <code>{translation.dropped.join(", ")}</code>
        </p>
      ) : null}
      {translation.adapted.map((words) => (
        <p key={words} className="wrap-anywhere">
          {words}
        </p>
      ))}
    </>
  );
}

const PROVENANCES = {
  reported: "Counted by the provider.",
  drained: "Counted by the provider: the caller had left, and the gateway read on to the count.",
  estimated: "Estimated by the gateway: the provider gave no count.",
  none: "Nobody counted tokens.",
} as const satisfies Record<LogDetail["usage"]["provenance"], string>;

function Tokens({ entry: { usage, cost, priceVersion } }: { readonly entry: LogDetail }) {
  const isBeside = usage.totalTokens !== (usage.promptTokens ?? 0) + (usage.completionTokens ?? 0);
  const rows = [
    ["Input", usage.promptTokens],
    ["of it cached", usage.cachedTokens],
    ["Output", usage.completionTokens],
    [isBeside ? "Reasoning, counted beside it" : "of it reasoning", usage.reasoningTokens],
    ["Total", usage.totalTokens],
  ] as const;
  return (
    <>
      {usage.totalTokens === null ? null : (
        <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-y-0.5">
          {rows.map(([word, count]) => (
            <div key={word} className="contents">
              <dt className={word.startsWith("of it") ? "pl-3 text-muted" : ""}>{word}</dt>
              <dd className={word.startsWith("of it") ? "text-right text-muted" : "text-right"}>
                {count === null ? "not told" : formatCount(count)}
              </dd>
            </div>
          ))}
          <dt className="border-t border-line pt-1 font-medium">Cost</dt>
          <dd className="border-t border-line pt-1 text-right font-medium">{cost === null ? <Badge>unpriced</Badge> : formatCost(cost)}</dd>
          {priceVersion === null ? null : (
            <>
              <dt className="pl-3 text-muted">by the price</dt>
              <dd className="min-w-0 text-right font-mono text-code text-muted wrap-anywhere">{priceVersion}</dd>
            </>
          )}
        </dl>
      )}
      <p className="text-muted">
        {PROVENANCES[usage.provenance]}
        {usage.estimateError === null ? "" : ` It may be off by ${formatCount(usage.estimateError)} tokens either way.`}
      </p>
    </>
  );
}
