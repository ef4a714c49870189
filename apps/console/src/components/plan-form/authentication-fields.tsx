"use client";

import { LockOpen } from "lucide-react";
import { Note } from "../ui/note.tsx";
import { JwtFields } from "./jwt-fields.tsx";
import { OAuth2Fields } from "./oauth2-fields.tsx";
import type { PlanFieldProps } from "./plan-field-props.ts";
import { SelectionRuleField } from "./selection-rule-field.tsx";
import { TextField } from "./text-field.tsx";

/** What callers have to show, and which calls the plan is for. */
export function AuthenticationFields(props: PlanFieldProps) {
  return (
    <div className="grid gap-4">
      <KindFields {...props} />
      <SelectionRuleField {...props} />
    </div>
  );
}

function KindFields(props: PlanFieldProps) {
  switch (props.plan.kind) {
    case "KEY_LESS":
      return (
        <Note tone="warn" icon={<LockOpen aria-hidden />} title="Anyone who reaches the gateway can call, on your bill">
          <p className="text-muted">
            There is nothing to configure. Calls carry no application, so limits and costs count for all callers together.
          </p>
        </Note>
      );
    case "MTLS":
      return (
        <Note title="Callers present a client certificate in the TLS handshake">
          <p className="text-muted">
            There is nothing to configure here: applications register their certificates, and each is known by its SHA-256 fingerprint.
          </p>
        </Note>
      );
    case "API_KEY":
      return (
        <TextField
          {...props}
          field="apiKeyHeader"
          path="security.configuration.apiKeyHeader"
          label="Header name"
          aside="optional"
          mono
          placeholder="X-Team-Key"
          hint="One more header that may carry the key. Authorization: Bearer, X-Api-Key and X-Gravitee-Api-Key always do. The key never goes to a provider."
        />
      );
    case "JWT":
      return <JwtFields {...props} />;
    case "OAUTH2":
      return <OAuth2Fields {...props} />;
  }
}
