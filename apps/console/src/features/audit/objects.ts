import type { AuditEntryResource } from "@sluice/definition/audit";
import { paths } from "../../lib/paths.ts";

/** Kinds of objects, as the filter and the table name them. */
export const OBJECTS: Readonly<Record<string, string>> = {
  api: "API",
  plan: "Plan",
  application: "Application",
  subscription: "Subscription",
  "api-key": "Key",
  person: "Person",
  invitation: "Invitation",
  "api-token": "API token",
  "oidc-provider": "OpenID Connect provider",
  encryption: "Encryption",
};

export interface AuditedObject {
  /** "API", "Plan"; a kind that a newer version wrote is shown as it is written. */
  readonly kind: string;
  /** Empty for what has none: its kind says it. */
  readonly name: string;
  /** Null for what has no page of its own, or is there no more. */
  readonly href: string | null;
}

export function auditedObject({ actor, entityType, entityId, action, before, after }: AuditEntryResource): AuditedObject {
  const fields = { ...asFields(before), ...asFields(after) };
  const text = (field: string) => (typeof fields[field] === "string" ? fields[field] : "");
  const own = entityId === actor.id ? actor.name : "";
  const name = text("name") || text("email") || text("applicationName") || own || (entityId.includes("@") ? entityId : "");
  // Whoever failed to sign in is known by what was typed: that is nobody's page.
  const hasPage = !action.endsWith(".delete") && actor.kind !== "anonymous";
  return {
    kind: OBJECTS[entityType] ?? entityType,
    name,
    href: hasPage ? hrefOf(entityType, { entityId, apiId: text("apiId") }) : null,
  };
}

function hrefOf(entityType: string, { entityId, apiId }: { readonly entityId: string; readonly apiId: string }): string | null {
  if (entityType === "api") return paths.api(entityId);
  if (entityType === "person") return paths.person(entityId);
  if (entityType === "application") return paths.application(entityId);
  if (entityType === "plan" && apiId) return paths.plans(apiId);
  return null;
}

function asFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
