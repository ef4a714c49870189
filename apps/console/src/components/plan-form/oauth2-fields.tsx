"use client";

import { asReference } from "@sluice/definition/secret-reference";
import { isMask } from "@sluice/definition/secrets";
import { Field } from "../ui/field.tsx";
import { SecretInput } from "../ui/secret-input.tsx";
import type { PlanFieldProps } from "./plan-field-props.ts";
import { TextField } from "./text-field.tsx";
import { TokenFields } from "./token-fields.tsx";

/** Who is asked about a token, and what it must hold. */
export function OAuth2Fields(props: PlanFieldProps) {
  const { plan, onChange, problems, onLeave } = props;
  const at = (field: string) => `security.configuration.${field}`;
  return (
    <div className="grid gap-4 wide:grid-cols-2">
      <TextField
        {...props}
        field="introspectionEndpoint"
        path={at("introspectionEndpoint")}
        label="Introspection endpoint"
        mono
        placeholder="https://login.example.com/oauth2/introspect"
        hint="Where your authorization server says whether a token is active (RFC 7662)."
        className="wide:col-span-2"
      />
      <TextField
        {...props}
        field="clientId"
        path={at("clientId")}
        label="Client id"
        mono
        hint="The gateway's own, with the authorization server."
      />
      <Field
        label="Client secret"
        aside="stored encrypted"
        error={problems[at("clientSecret")]}
        hint={
          <>
            Or <code className="text-xs">{"${env:NAME}"}</code> or <code className="text-xs">{"${file:/path}"}</code>, read by the gateway.
          </>
        }
      >
        <SecretInput
          value={plan.clientSecret}
          masked={isMask(plan.clientSecret)}
          readable={asReference(plan.clientSecret) !== null}
          onBlur={() => onLeave(at("clientSecret"))}
          onValueChange={(clientSecret) => onChange((before) => ({ ...before, clientSecret }))}
        />
      </Field>
      <TextField
        {...props}
        field="cacheSeconds"
        path={at("cacheSeconds")}
        label="Cache, in seconds"
        numeric
        hint="How long an answer is believed. 0 asks at every call."
        className="wide:col-span-2"
      />
      <TokenFields {...props} />
    </div>
  );
}
