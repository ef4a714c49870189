import { normaliseContextPath } from "@sluice/definition/context-path";
import { Plus, X } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { Field, FieldError } from "../ui/field.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { type PathRow, pathRow } from "./entrypoint-draft.ts";
import type { EntrypointFieldProps } from "./entrypoint-field-props.ts";
import { PathWord } from "./path-word.tsx";
import type { PathState } from "./use-path-check.ts";

interface PathFieldsProps extends EntrypointFieldProps {
  readonly pathState: (path: string) => PathState;
  readonly gatewayUrl: string;
}

/** Where an API answers: one path or several, each with its live address and whether it is free. */
export function PathFields({ draft: { paths }, onChange, problems, pathState, gatewayUrl }: PathFieldsProps) {
  return (
    <div className="grid gap-3">
      {paths.map((row, at) => (
        <PathField
          key={row.key}
          row={row}
          at={at}
          state={pathState(row.path)}
          gatewayUrl={gatewayUrl}
          problem={problems[`listeners.0.paths.${at}.path`]}
          onChange={(path) => onChange({ paths: paths.map((other) => (other.key === row.key ? { ...other, path } : other)) })}
          onRemove={paths.length > 1 ? () => onChange({ paths: paths.filter((other) => other.key !== row.key) }) : undefined}
        />
      ))}
      {problems["listeners.0.paths"] ? <FieldError>{problems["listeners.0.paths"]}</FieldError> : null}
      <Button
        size="sm"
        className="justify-self-start"
        icon={<Plus aria-hidden />}
        onClick={() => onChange({ paths: [...paths, pathRow("")] })}
      >
        Add context-path
      </Button>
    </div>
  );
}

interface PathFieldProps {
  readonly row: PathRow;
  readonly at: number;
  readonly state: PathState;
  readonly gatewayUrl: string;
  readonly problem: string | undefined;
  readonly onChange: (path: string) => void;
  readonly onRemove: (() => void) | undefined;
}

function PathField({ row, at, state, gatewayUrl, problem, onChange, onRemove }: PathFieldProps) {
  // Known to be taken is worth saying while it is typed; "required" is not.
  const error = problem ?? (state.kind === "taken" ? state.reason : undefined);
  return (
    <div className="flex items-start gap-2">
      <Field
        className="flex-1"
        label={at === 0 ? "Context-path" : `Context-path ${at + 1}`}
        error={error}
        hint={<LiveUrl gatewayUrl={gatewayUrl} path={row.path} state={state} />}
      >
        <TextInput
          mono
          name={`listeners.0.paths.${at}.path`}
          value={row.path}
          placeholder="/llmtest"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      {onRemove ? (
        <span className="pt-[26px]">
          <IconButton label={`Remove ${row.path || `context-path ${at + 1}`}`} icon={<X aria-hidden />} onClick={onRemove} />
        </span>
      ) : null}
    </div>
  );
}

function LiveUrl({ gatewayUrl, path, state }: { readonly gatewayUrl: string; readonly path: string; readonly state: PathState }) {
  const shown = path.trim() === "" ? "/…" : `${normaliseContextPath(path)}/…`;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <code className="text-xs! wrap-anywhere">
        {gatewayUrl}
        <span className="text-ink">{shown}</span>
      </code>
      <PathWord state={state} />
    </span>
  );
}
