import { CORS_METHODS } from "@sluice/definition/listener";
import type { FieldProblems } from "@sluice/definition/problems";
import { useId } from "react";
import { LinesField } from "../../components/schema-form/lines-field.tsx";
import { Card } from "../../components/ui/card.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { type CorsDraft, withMethod } from "./cors-draft.ts";
import type { EntrypointsEditor } from "./use-entrypoints-editor.ts";

const AT = "listeners.0.cors";

interface CorsFieldsProps {
  readonly cors: CorsDraft;
  readonly change: (part: Partial<CorsDraft>) => void;
  readonly problems: FieldProblems;
}

/** Which pages in browsers may call. */
export function CorsCard({ editor }: { readonly editor: EntrypointsEditor }) {
  const { cors } = editor.draft;
  const fields: CorsFieldsProps = {
    cors,
    change: (part) => editor.change({ cors: { ...cors, ...part } }),
    problems: editor.problems,
  };
  return (
    <Card aria-label="Calls from browsers" flush>
      <div className="p-4">
        <Switch
          label="Calls from browsers (CORS)"
          hint={
            cors.enabled
              ? "Pages of these origins may call this API and read its answers."
              : "Off: browsers let no page read an answer, except this console's playground. Programs and servers call as they like."
          }
          checked={cors.enabled}
          onCheckedChange={(enabled) => fields.change({ enabled })}
        />
      </div>
      {cors.enabled ? <CorsFields {...fields} /> : null}
    </Card>
  );
}

function CorsFields({ cors, change, problems }: CorsFieldsProps) {
  return (
    <div className="grid gap-4 border-t border-line p-4 wide:grid-cols-2">
      <div className="wide:col-span-2">
        <LinesField
          label="Origins"
          hint="Whose pages may call; * lets every page call"
          placeholder="https://app.example.org"
          path={`${AT}.allowOrigin`}
          problems={problems}
          lines={cors.allowOrigin}
          onChange={(allowOrigin) => change({ allowOrigin: [...allowOrigin] })}
        />
      </div>
      <Methods cors={cors} change={change} />
      <LinesField
        label="Headers that pages may send"
        hint="* allows whatever they ask for"
        path={`${AT}.allowHeaders`}
        problems={problems}
        lines={cors.allowHeaders}
        onChange={(allowHeaders) => change({ allowHeaders: [...allowHeaders] })}
      />
      <LinesField
        label="Headers that pages may read"
        hint="x-request-id and retry-after always are among them"
        path={`${AT}.exposeHeaders`}
        problems={problems}
        lines={cors.exposeHeaders}
        onChange={(exposeHeaders) => change({ exposeHeaders: [...exposeHeaders] })}
      />
      <Field
        label="Remember for"
        aside="seconds"
        hint="How long a browser need not ask again. Empty: as browsers do by themselves."
        error={problems[`${AT}.maxAge`]}
      >
        <TextInput
          inputMode="numeric"
          autoComplete="off"
          name={`${AT}.maxAge`}
          value={cors.maxAge}
          onChange={(event) => change({ maxAge: event.target.value })}
        />
      </Field>
      <Switch
        label="Credentials"
        hint="Browsers may add cookies and sign-ins of their own. Keys that a page sends in a header need no such leave."
        name={`${AT}.allowCredentials`}
        checked={cors.allowCredentials}
        onCheckedChange={(allowCredentials) => change({ allowCredentials })}
        error={problems[`${AT}.allowCredentials`]}
      />
    </div>
  );
}

function Methods({ cors, change }: Pick<CorsFieldsProps, "cors" | "change">) {
  const id = useId();
  return (
    <fieldset className="min-w-0 wide:col-span-2">
      <legend className="mb-1.5 font-medium">Methods</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        {CORS_METHODS.map((method) => (
          <label key={method} htmlFor={`${id}-${method}`} className="flex items-center gap-2">
            <input
              id={`${id}-${method}`}
              type="checkbox"
              checked={cors.allowMethods.includes(method)}
              onChange={(event) => change({ allowMethods: withMethod(cors.allowMethods, method, event.target.checked) })}
              className="size-4 shrink-0 accent-accent"
            />
            <code>{method}</code>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
