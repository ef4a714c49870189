"use client";

import { JWT_SIGNATURES } from "@sluice/definition/plan";
import { asReference } from "@sluice/definition/secret-reference";
import { isMask } from "@sluice/definition/secrets";
import { Field } from "../ui/field.tsx";
import { SecretInput } from "../ui/secret-input.tsx";
import { Select } from "../ui/select.tsx";
import { signatureName } from "./describe-plan.ts";
import { isHmac, type JwtSignature, type KeyResolver, withSignature } from "./plan-draft.ts";
import type { PlanFieldProps } from "./plan-field-props.ts";
import { TextField } from "./text-field.tsx";
import { TokenFields } from "./token-fields.tsx";

/** How a signed token is verified, and what it must say. */
export function JwtFields(props: PlanFieldProps) {
  const { plan, onChange } = props;
  return (
    <div className="grid gap-4 wide:grid-cols-2">
      <Field label="Signature" hint="Tokens that are signed in any other way are refused.">
        <Select
          value={plan.signature}
          onValueChange={(signature) => onChange((before) => withSignature(before, signature))}
          options={JWT_SIGNATURES.map((signature) => ({ value: signature, label: signatureLabel(signature) }))}
        />
      </Field>
      <Field label="Key resolver" hint={isHmac(plan.signature) ? "A key set is public and cannot hold a shared secret." : undefined}>
        <Select<KeyResolver>
          value={plan.keyResolver}
          onValueChange={(keyResolver) => onChange((before) => ({ ...before, keyResolver }))}
          options={[
            {
              value: "JWKS_URL",
              label: "JWKS URL",
              description: "Read from your identity provider, kept, and read again when its keys rotate",
              disabled: isHmac(plan.signature),
            },
            { value: "GIVEN_KEY", label: "Given key", description: "Stands here" },
          ]}
        />
      </Field>
      <KeyField {...props} />
      <TextField
        {...props}
        field="issuer"
        path="security.configuration.issuer"
        label="Issuer"
        aside="optional"
        mono
        placeholder="https://login.example.com/"
        hint="What iss must be. Empty takes any."
      />
      <TextField
        {...props}
        field="audience"
        path="security.configuration.audience"
        label="Audience"
        aside="optional"
        mono
        rows={2}
        hint="One a line; one of them must be in aud. Empty takes any."
      />
      <TokenFields {...props} />
    </div>
  );
}

const PATH = "security.configuration.resolverParameter";

function KeyField(props: PlanFieldProps) {
  const { plan, onChange, problems, onLeave } = props;
  if (plan.keyResolver === "JWKS_URL")
    return (
      <TextField
        {...props}
        field="jwksUrl"
        path={PATH}
        label="JWKS URL"
        mono
        placeholder="https://login.example.com/.well-known/jwks.json"
        className="wide:col-span-2"
      />
    );
  if (isHmac(plan.signature))
    return (
      <Field label="Shared secret" aside="stored encrypted" error={problems[PATH]} className="wide:col-span-2">
        <SecretInput
          value={plan.sharedSecret}
          masked={isMask(plan.sharedSecret)}
          readable={asReference(plan.sharedSecret) !== null}
          onBlur={() => onLeave(PATH)}
          onValueChange={(sharedSecret) => onChange((before) => ({ ...before, sharedSecret }))}
        />
      </Field>
    );
  return (
    <TextField
      {...props}
      field="publicKey"
      path={PATH}
      label="Public key"
      mono
      rows={5}
      placeholder={"-----BEGIN PUBLIC KEY-----\n…\n-----END PUBLIC KEY-----"}
      hint="A public key or certificate in PEM."
      className="wide:col-span-2"
    />
  );
}

function signatureLabel(signature: JwtSignature): string {
  const [family = ""] = signature.split("_");
  return `${signatureName(signature)} (${family === "HMAC" ? "HMAC, shared secret" : family})`;
}
