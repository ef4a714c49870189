import { type ApiResource, withoutReadOnly } from "@sluice/definition/resources";

/** An API's definition with these fields changed, as it is saved. Plans that are not among them are left out: saving does not touch them then. */
export function changedDefinition(api: ApiResource, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { plans: _, ...rest } = withoutReadOnly(api);
  return { ...rest, ...fields };
}
