"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import { useState } from "react";
import type { FormEnvironment } from "../../components/schema-form/form-environment.ts";
import { ResourceField } from "./resource-field.tsx";
import { useStudioPage } from "./studio-context.ts";

/** What the forms of the panels work with. Problems show on fields that were left, and on all of them once saving was tried. */
export function useFormEnvironment(own: FieldProblems): { readonly form: FormEnvironment; readonly own: FieldProblems } {
  const { studio } = useStudioPage();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const shown = Object.fromEntries(
    Object.entries(own).filter(([path]) => studio.tried || [...left].some((field) => path === field || path.startsWith(`${field}.`))),
  );
  const form: FormEnvironment = {
    problems: shown,
    onLeaveField: (path) => setLeft((before) => (before.has(path) ? before : new Set(before).add(path))),
    renderResource: (props) => <ResourceField {...props} />,
  };
  return { form, own: shown };
}
