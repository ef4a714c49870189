"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import { X } from "lucide-react";
import { Badge } from "../ui/badge.tsx";
import { FieldError } from "../ui/field.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { inputClass } from "../ui/input-class.ts";
import { AliasEditor } from "./alias-editor.tsx";
import { ParametersButton } from "./parameters-button.tsx";
import { CONFIGURATION } from "./provider-check.ts";
import type { ModelDraft } from "./provider-draft.ts";

export interface ModelTableProps {
  readonly provider: string;
  readonly models: readonly ModelDraft[];
  readonly onChange: (key: string, change: Partial<ModelDraft>) => void;
  readonly onRemove: (key: string) => void;
  readonly problems: FieldProblems;
  readonly onBlurField: (path: string) => void;
}

const HEAD = "h-8 border-y border-line px-2 text-left text-xs font-normal whitespace-nowrap text-muted first:pl-4 last:pr-3";
const CELL = "px-2 wide:h-10 wide:first:pl-4 wide:last:pr-3 max-wide:flex max-wide:min-h-8 max-wide:items-center max-wide:p-0";

/** Between models, not between a model and what is wrong with it. */
const LINE = "border-line not-last:border-b";

/** The models of a provider: what each costs, and by what other names it is asked for. On narrow screens each row stands on its own. */
export function ModelTable({ provider, models, onChange, onRemove, problems, onBlurField }: ModelTableProps) {
  if (models.length === 0) return null;
  return (
    <table
      aria-label={`Models of ${provider || "this provider"}`}
      className="w-full border-collapse max-wide:block max-wide:border-t max-wide:border-line"
    >
      <thead className="max-wide:sr-only">
        <tr>
          <th scope="col" className={HEAD}>
            Model
          </th>
          <th scope="col" className={`${HEAD} w-24 text-right`}>
            Input $ / 1M
          </th>
          <th scope="col" className={`${HEAD} w-24 text-right`}>
            Output $ / 1M
          </th>
          <th scope="col" className={`${HEAD} w-20`}>
            Price
          </th>
          <th scope="col" className={`${HEAD} w-40`}>
            Alias
          </th>
          <th scope="col" className={`${HEAD} w-22`}>
            Parameters
          </th>
          <th scope="col" className={`${HEAD} relative w-12`}>
            <span className="sr-only">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-wide:block">
        {models.map((model, index) => (
          <ModelRow
            key={model.key}
            model={model}
            at={`${CONFIGURATION}.models.${index}`}
            onChange={(change) => onChange(model.key, change)}
            onRemove={() => onRemove(model.key)}
            problems={problems}
            onBlurField={onBlurField}
          />
        ))}
      </tbody>
    </table>
  );
}

interface ModelRowProps {
  readonly model: ModelDraft;
  readonly at: string;
  readonly onChange: (change: Partial<ModelDraft>) => void;
  readonly onRemove: () => void;
  readonly problems: FieldProblems;
  readonly onBlurField: (path: string) => void;
}

function ModelRow({ model, at, onChange, onRemove, problems, onBlurField }: ModelRowProps) {
  const found = [
    ...new Set(Object.entries(problems).flatMap(([path, problem]) => (path === at || path.startsWith(`${at}.`) ? [problem] : []))),
  ];
  const errorId = `${model.key}-problems`;
  const price = (field: "inputPrice" | "outputPrice", label: string) => (
    <input
      aria-label={`${label} price of ${model.name}, US dollars per million tokens`}
      aria-invalid={problems[`${at}.${field}`] ? true : undefined}
      aria-describedby={problems[`${at}.${field}`] ? errorId : undefined}
      inputMode="decimal"
      autoComplete="off"
      value={model[field]}
      onBlur={() => onBlurField(`${at}.${field}`)}
      onChange={(event) => onChange({ [field]: event.target.value, priceSource: "yours" })}
      className={inputClass({ className: "h-7 text-right wide:w-18" })}
    />
  );
  return (
    <>
      <tr className={`max-wide:flex max-wide:flex-wrap max-wide:gap-x-2 max-wide:px-3 max-wide:py-2 ${found.length > 0 ? "" : LINE}`}>
        <td className={`${CELL} max-wide:min-w-0 max-wide:flex-[1_1_176px]`}>
          <code className="wrap-anywhere">{model.name}</code>
        </td>
        <td className={`${CELL} wide:text-right max-wide:order-3 max-wide:flex-[1_1_40%] max-wide:gap-2`}>
          <span className="w-9 shrink-0 text-xs text-muted wide:hidden">In $</span>
          {price("inputPrice", "Input")}
        </td>
        <td className={`${CELL} wide:text-right max-wide:order-3 max-wide:flex-[1_1_40%] max-wide:gap-2`}>
          <span className="w-9 shrink-0 text-xs text-muted wide:hidden">Out $</span>
          {price("outputPrice", "Output")}
        </td>
        <td className={`${CELL} max-wide:hidden`}>
          <PriceSource model={model} />
        </td>
        <td className={`${CELL} max-wide:order-1`}>
          <AliasEditor model={model.name} aliases={model.aliases} onChange={(aliases) => onChange({ aliases })} />
        </td>
        <td className={`${CELL} max-wide:order-4`}>
          <ParametersButton model={model.name} parameters={model.parameters} onChange={(parameters) => onChange({ parameters })} />
        </td>
        <td className={`${CELL} text-right max-wide:order-2`}>
          <IconButton size="sm" plain label={`Remove ${model.name}`} icon={<X aria-hidden />} onClick={onRemove} />
        </td>
      </tr>
      {found.length > 0 ? (
        <tr className={`max-wide:block ${LINE}`}>
          <td colSpan={7} id={errorId} className="px-3 pb-2 wide:px-4 max-wide:block">
            {found.map((problem) => (
              <FieldError key={problem}>{problem}</FieldError>
            ))}
          </td>
        </tr>
      ) : null}
    </>
  );
}

function PriceSource({ model }: { readonly model: ModelDraft }) {
  if (model.inputPrice.trim() === "" && model.outputPrice.trim() === "") return <Badge>unpriced</Badge>;
  return model.priceSource === "proposed" ? (
    <span className="text-xs text-muted">proposed</span>
  ) : (
    <span className="text-xs font-medium">yours</span>
  );
}
