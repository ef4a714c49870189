"use client";

import type { PlanFieldProps } from "./plan-field-props.ts";
import { TextField } from "./text-field.tsx";

/** What any token must hold, and where it names the caller. */
export function TokenFields(props: PlanFieldProps) {
  const at = (field: string) => `security.configuration.${field}`;
  return (
    <>
      <TextField
        {...props}
        field="requiredScopes"
        path={at("requiredScopes")}
        label="Required scopes"
        aside="optional"
        mono
        placeholder="llm:chat llm:embed"
        hint="Separated by spaces. A token must have them all."
        className="wide:col-span-2"
      />
      <TextField
        {...props}
        field="clientIdClaim"
        path={at("clientIdClaim")}
        label="Client id claim"
        mono
        hint="Its value is the client id of a subscribed application. Without it, azp is looked at."
      />
      <TextField
        {...props}
        field="userClaim"
        path={at("userClaim")}
        label="User claim"
        mono
        hint="Names the person or machine in the logs."
      />
    </>
  );
}
