"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import { ProviderCard } from "../../components/provider-form/provider-card.tsx";
import type { ProviderChecks } from "../../components/provider-form/use-provider-checks.ts";
import { Field } from "../../components/ui/field.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { definitionPath, endpointProblems } from "./endpoints-problems.ts";
import type { EndpointDraft, GroupDraft } from "./group-draft.ts";
import { GroupSettings } from "./group-settings.tsx";

export interface GroupCardProps {
  readonly group: GroupDraft;
  readonly index: number;
  readonly onChange: (change: (group: GroupDraft) => GroupDraft) => void;
  /** Left out while it is the only one. */
  readonly onRemove: (() => void) | undefined;
  readonly problems: FieldProblems;
  readonly onLeaveField: (path: string) => void;
  readonly checks: ProviderChecks;
  readonly simulatorUrl: string | null;
}

/** A provider: one endpoint, or several under one name. */
export function GroupCard(props: GroupCardProps) {
  const { group, index, onChange, onRemove, problems, onLeaveField } = props;
  const at = `endpointGroups.${index}`;
  const settings = (
    <GroupSettings
      group={group}
      at={at}
      problems={problems}
      onLeaveField={onLeaveField}
      onChange={(change) => onChange((before) => ({ ...before, ...change }))}
    />
  );
  const [only, ...others] = group.endpoints;
  if (only && others.length === 0)
    return (
      <EndpointCard {...props} endpoint={only} at={0} onRemove={onRemove}>
        {settings}
      </EndpointCard>
    );
  return (
    <section aria-label={`Provider ${group.name}`} className="grid gap-3 rounded-md border border-line bg-surface p-3">
      <div className="rounded-md border border-line bg-raised">
        <div className="p-3 wide:px-4">
          <Field
            label="Name"
            error={problems[`${at}.name`]}
            hint={`Stands before the models of all its ${group.endpoints.length} endpoints.`}
            className="wide:max-w-105"
          >
            <TextInput
              mono
              value={group.name}
              onBlur={() => onLeaveField(`${at}.name`)}
              onChange={(event) => onChange((before) => ({ ...before, name: event.target.value }))}
            />
          </Field>
        </div>
        {settings}
      </div>
      {group.endpoints.map((endpoint, endpointAt) => (
        <EndpointCard
          key={endpoint.provider.key}
          {...props}
          endpoint={endpoint}
          at={endpointAt}
          onRemove={() => onChange((before) => withoutEndpoint(before, endpoint.provider.key))}
        />
      ))}
    </section>
  );
}

interface EndpointCardProps extends GroupCardProps {
  readonly endpoint: EndpointDraft;
  /** Its place in the group. */
  readonly at: number;
  readonly children?: React.ReactNode;
}

function EndpointCard({
  group,
  index,
  endpoint,
  at,
  onChange,
  onRemove,
  problems,
  onLeaveField,
  checks,
  simulatorUrl,
  children,
}: EndpointCardProps) {
  const alone = group.endpoints.length === 1;
  const place = { group: index, endpoint: at, alone };
  const change = (next: (endpoint: EndpointDraft) => EndpointDraft) =>
    onChange((before) => ({
      ...before,
      endpoints: before.endpoints.map((other) => (other.provider.key === endpoint.provider.key ? next(other) : other)),
    }));
  return (
    <ProviderCard
      value={endpoint.provider}
      onChange={(next) => change((before) => ({ ...before, provider: next(before.provider) }))}
      problems={endpointProblems(problems, place)}
      onBlurField={(path) => onLeaveField(definitionPath(path, place))}
      check={checks.of(endpoint.provider)}
      onTest={() => checks.test(endpoint.provider)}
      simulatorUrl={simulatorUrl}
      onRemove={onRemove}
      collapsed={endpoint.stored !== null}
    >
      {alone ? null : (
        <div className="grid gap-4 border-t border-line p-3 wide:grid-cols-2 wide:p-4">
          <Field
            label="Weight"
            hint="Its share of the calls, where the load balancer weighs."
            error={problems[`endpointGroups.${index}.endpoints.${at}.weight`]}
          >
            <TextInput
              inputMode="numeric"
              value={endpoint.weight}
              onChange={(event) => change((before) => ({ ...before, weight: event.target.value }))}
            />
          </Field>
          <Switch
            label="Secondary"
            hint="Called only when no other endpoint can answer."
            checked={endpoint.secondary}
            onCheckedChange={(secondary) => change((before) => ({ ...before, secondary }))}
          />
        </div>
      )}
      {children}
    </ProviderCard>
  );
}

/** The last endpoint takes its group's name over: from then on one field names both. */
function withoutEndpoint(group: GroupDraft, key: string): GroupDraft {
  const endpoints = group.endpoints.filter((endpoint) => endpoint.provider.key !== key);
  const [only, ...others] = endpoints;
  if (!only || others.length > 0) return { ...group, endpoints };
  return { ...group, endpoints: [{ ...only, provider: { ...only.provider, name: group.name } }] };
}
