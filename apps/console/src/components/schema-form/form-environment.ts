import type { FieldProblems } from "@sluice/definition/problems";
import { type ComponentType, createContext, type ReactNode, useContext } from "react";
import type { FormField } from "./form-node.ts";

export interface ResourceFieldProps {
  readonly label: string;
  readonly hint: ReactNode;
  readonly error: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
}

/** What a form made from a schema gets from the page it stands on. */
export interface FormEnvironment {
  /** By path in dots, those that are to be shown. */
  readonly problems: FieldProblems;
  readonly onLeaveField: (path: string) => void;
  /** A field that names a resource of the API. */
  readonly renderResource: (props: ResourceFieldProps) => ReactNode;
}

export interface FieldProps {
  readonly field: FormField;
  readonly path: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly form: FormEnvironment;
}

/** How any field is drawn, for the fields that hold others. */
export const AnyFieldContext = createContext<ComponentType<FieldProps> | null>(null);

export function useAnyField(): ComponentType<FieldProps> {
  const AnyField = useContext(AnyFieldContext);
  if (!AnyField) throw new Error("This belongs inside a form made from a schema.");
  return AnyField;
}
