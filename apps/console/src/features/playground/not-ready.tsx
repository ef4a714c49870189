"use client";

import { MessagesSquare } from "lucide-react";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { paths } from "../../lib/paths.ts";
import type { Readiness } from "./readiness.ts";

interface Words {
  readonly title: string;
  readonly text: string;
  readonly action: { readonly label: string; readonly href: (id: string) => string };
}

const WORDS: Readonly<Record<Exclude<Readiness["kind"], "ready">, Words>> = {
  not_deployed: {
    title: "This API is not deployed",
    text: "The playground calls an API as an application would. Deploy it first; from then on it can be tried here.",
    action: { label: "Go to its overview", href: paths.api },
  },
  stopped: {
    title: "This API is stopped",
    text: "Its callers are answered with 404, and so would the playground be. Start it first.",
    action: { label: "Go to its overview", href: paths.api },
  },
  no_gateway: {
    title: "No gateway is running",
    text: "Nobody answers at the address that applications call. Start a gateway: this page goes on by itself.",
    action: { label: "Go to its deployments", href: paths.deployments },
  },
  no_plan: {
    title: "No plan lets anyone call",
    text: "The deployed API has no published plan, so that every caller is refused. Publish one, and deploy.",
    action: { label: "Go to its plans", href: paths.plans },
  },
  certificates_only: {
    title: "Its callers bring certificates",
    text: "Every plan in force asks for a client certificate (mTLS), which a page cannot present to another address. Call it from a terminal, or add a plan with keys to try it here.",
    action: { label: "Go to its plans", href: paths.plans },
  },
};

/** Why nothing can be called here, and what to do. */
export function NotReady({ kind, apiId }: { readonly kind: keyof typeof WORDS; readonly apiId: string }) {
  const { title, text, action } = WORDS[kind];
  return (
    <EmptyState
      title={title}
      icon={<MessagesSquare aria-hidden />}
      action={<ButtonLink href={action.href(apiId)}>{action.label}</ButtonLink>}
    >
      {text}
    </EmptyState>
  );
}
