import { resourceKind } from "@sluice/definition/resource-kinds/resource-kinds";
import type { Resource } from "./studio-draft.ts";

/** What kind a resource is of, beside its name; nothing where the name says it, as that of a new one does. */
export function kindBeside({ name, type }: Pick<Resource, "name" | "type">): string | null {
  const title = resourceKind(type)?.title ?? type;
  return name === title ? null : title;
}
