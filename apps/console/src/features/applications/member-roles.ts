import type { ApplicationRole } from "@sluice/definition/access";

export const MEMBER_ROLES = [
  { value: "OWNER", label: "Owner", description: "May do everything, and say who else may" },
  { value: "USER", label: "User", description: "May subscribe it, and holds its keys" },
  { value: "VIEWER", label: "Viewer", description: "May look, and sees its usage" },
] as const satisfies readonly { value: ApplicationRole; label: string; description: string }[];

export function memberRoleLabel(role: ApplicationRole): string {
  return MEMBER_ROLES.find(({ value }) => value === role)?.label ?? role;
}
