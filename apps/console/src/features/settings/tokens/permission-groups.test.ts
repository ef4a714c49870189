import { PERMISSIONS } from "@sluice/definition/access";
import { expect, test } from "vitest";
import { groupPermissions } from "./permission-groups.ts";

test("every permission can be chosen, under a title", () => {
  const groups = groupPermissions(PERMISSIONS);
  expect(groups.flatMap((group) => group.permissions.map(({ permission }) => permission))).toEqual(PERMISSIONS);
});

test("a group without a permission of one's own is not shown", () => {
  expect(groupPermissions(["audit:read"]).map(({ title }) => title)).toEqual(["Audit"]);
});
