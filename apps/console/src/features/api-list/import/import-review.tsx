import type { ImportPreview } from "@sluice/definition/transfer";
import type { ReactNode } from "react";
import { PLAN_KINDS } from "../../../components/plan-form/plan-words.ts";
import { Field } from "../../../components/ui/field.tsx";
import { Note } from "../../../components/ui/note.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { plural } from "../../../lib/format.ts";

export interface ImportReviewProps {
  readonly preview: ImportPreview;
  readonly name: string;
  readonly path: string;
  readonly onName: (name: string) => void;
  readonly onPath: (path: string) => void;
}

/** What would be made, what stands in its way, and what it would lose. */
export function ImportReview({ preview, name, path, onName, onPath }: ImportReviewProps) {
  const { api, problems, warnings } = preview;
  const atPath = problems.find((problem) => problem.path === "listeners.0.paths.0.path");
  const others = problems.filter((problem) => problem !== atPath);
  // It goes as soon as another path is written: only the server can say whether that one is free.
  const pathProblem = path === api?.paths[0] ? atPath?.message : undefined;
  return (
    <>
      {others.length > 0 || (atPath && !api) ? (
        <Note tone="danger" role="alert" title="Change this in the file first">
          <Findings findings={api ? others : problems} />
        </Note>
      ) : null}
      {api ? (
        <>
          <div className="grid gap-4 wide:grid-cols-2">
            <Field label="API name">
              <TextInput value={name} autoComplete="off" onChange={(event) => onName(event.target.value)} />
            </Field>
            <Field label="Context path" error={pathProblem} hint={morePaths(api.paths)}>
              <TextInput mono value={path} autoComplete="off" spellCheck={false} onChange={(event) => onPath(event.target.value)} />
            </Field>
          </div>
          <dl className="border-b border-line">
            <Part label="Version">{api.apiVersion}</Part>
            <Part label="Providers">
              {api.providers.map((provider) => `${provider.name}, ${plural(provider.models, "model")}`).join(" · ")}
            </Part>
            <Part label="Plans">{api.plans.map((plan) => `${plan.name}, ${PLAN_KINDS[plan.security].label}`).join(" · ") || "None"}</Part>
          </dl>
        </>
      ) : null}
      {warnings.length > 0 ? (
        <Note tone="warn" title={warnings.length === 1 ? "One thing is different here" : `${warnings.length} things are different here`}>
          <Findings findings={warnings} />
        </Note>
      ) : null}
    </>
  );
}

function Part({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[96px_minmax(0,1fr)] border-t border-line py-2">
      <dt className="text-muted">{label}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

function Findings({ findings }: { readonly findings: ImportPreview["warnings"] }) {
  return (
    <ul className="mt-1 grid gap-2">
      {findings.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          <code className="block text-muted">{path}</code>
          {message}
        </li>
      ))}
    </ul>
  );
}

function morePaths(paths: readonly string[]): string | undefined {
  const rest = paths.slice(1);
  return rest.length === 0 ? undefined : `With ${rest.join(", ")}; another path takes the place of all.`;
}
