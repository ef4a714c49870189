import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { getApi } from "../apis/get-api.ts";
import { createApplication } from "../applications/create-application.ts";
import { getApplication } from "../applications/get-application.ts";
import { updateApplication } from "../applications/update-application.ts";
import { definitionAt, granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { addMember } from "./add-member.ts";
import { changeMember } from "./change-member.ts";
import { listMembers } from "./list-members.ts";
import { apiMembers, applicationMembers } from "./member-list.ts";
import { removeMember } from "./remove-member.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

const grace = () => management.as({ id: "user-2", name: "Grace", role: "consumer" });
let paths = 0;
const newApi = async () => apiMembers(granted(await createApi(management.context, definitionAt(`/members-${paths++}`))).id);
const newApplication = async () => applicationMembers(granted(await createApplication(management.context, { name: "Chat" })).id);

test("whoever creates it owns it; whoever is let in has a name and an address", async () => {
  const list = await newApplication();
  expect(granted(await addMember(management.context, list, { userId: "user-2", role: "USER" }))).toEqual({
    userId: "user-2",
    name: "user-2",
    email: "user-2@example.org",
    role: "USER",
  });
  const { data, pagination } = granted(await listMembers(management.context, list, {}));
  expect(data.map(({ userId, role }) => [userId, role])).toEqual([
    ["user-1", "OWNER"],
    ["user-2", "USER"],
  ]);
  expect(pagination.totalCount).toBe(2);
});

test("a member may what the membership says, from then until it is taken away", async () => {
  const list = await newApplication();
  expect(refused(await getApplication(grace(), list.id)).code).toBe("forbidden");
  granted(await addMember(management.context, list, { userId: "user-2", role: "VIEWER" }));
  const { permissions } = granted(await getApplication(grace(), list.id));
  expect(permissions).toContain("applications:read");
  expect(permissions).not.toContain("applications:write");
  expect(refused(await updateApplication(grace(), list.id, { name: "Mine" })).code).toBe("forbidden");
  granted(await changeMember(management.context, { list, userId: "user-2" }, { role: "USER" }));
  granted(await updateApplication(grace(), list.id, { name: "Ours" }));
  expect(refused(await addMember(grace(), list, { userId: "user-1", role: "OWNER" })).code).toBe("forbidden");
  expect(await removeMember(management.context, { list, userId: "user-2" })).toBeUndefined();
  expect(refused(await getApplication(grace(), list.id)).code).toBe("forbidden");
});

test("an editor of an API lets nobody in", async () => {
  const list = await newApi();
  granted(await addMember(management.context, list, { userId: "user-2", role: "EDITOR" }));
  granted(await getApi(grace(), list.id));
  expect(granted(await listMembers(grace(), list, {})).data).toHaveLength(2);
  expect(refused(await changeMember(grace(), { list, userId: "user-2" }, { role: "OWNER" })).code).toBe("forbidden");
});

describe.each([
  ["an API", newApi],
  ["an application", newApplication],
] as const)("%s", (_name, make) => {
  test("has an owner always: the last one is neither removed nor made less", async () => {
    const list = await make();
    const place = { list, userId: "user-1" };
    expect(refused(await removeMember(management.context, place)).message).toContain("would have no owner");
    expect(refused(await changeMember(management.context, place, { role: "VIEWER" })).message).toContain("would have no owner");
    granted(await addMember(management.context, list, { userId: "user-2", role: "OWNER" }));
    const [one, other] = await Promise.all([
      removeMember(management.context, place),
      removeMember(management.context, { list, userId: "user-2" }),
    ]);
    expect([one, other].filter((result) => result === undefined)).toHaveLength(1);
    expect(granted(await listMembers(management.context, list, {})).data).toHaveLength(1);
  });

  test("refuses who is not there, who is there already, and a role that it does not have", async () => {
    const list = await make();
    expect(refused(await addMember(management.context, list, { userId: "nobody", role: "OWNER" })).extra.fields).toHaveProperty("userId");
    expect(refused(await addMember(management.context, list, { userId: "user-1", role: "VIEWER" })).code).toBe("conflict");
    expect(refused(await addMember(management.context, list, { userId: "user-2", role: "GOD" })).extra.fields).toHaveProperty("role");
    expect(refused(await changeMember(management.context, { list, userId: "user-2" }, { role: "OWNER" })).code).toBe("not_found");
    expect(refused(await removeMember(management.context, { list, userId: "user-2" })).code).toBe("not_found");
  });

  test("tells the audit who let whom in, as what, and out again", async () => {
    const list = await make();
    granted(await addMember(management.context, list, { userId: "user-2", role: "VIEWER" }));
    granted(await changeMember(management.context, { list, userId: "user-2" }, { userId: "user-2", role: "OWNER" }));
    granted(await removeMember(management.context, { list, userId: "user-2" }));
    const rows = await management.context.db.auditEntry.findMany({ where: { entityId: list.id }, orderBy: { id: "asc" }, skip: 1 });
    expect(rows.map(({ action }) => action)).toEqual(
      ["add-member", "change-member", "remove-member"].map((verb) => `${list.entity}.${verb}`),
    );
    expect(rows[1]).toMatchObject({ before: { userId: "user-2", role: "VIEWER" }, after: { userId: "user-2", role: "OWNER" } });
  });
});

test("the members of what is not there are nobody's to list", async () => {
  const nowhere = applicationMembers("00000000-0000-4000-8000-000000000000");
  expect(refused(await listMembers(management.context, nowhere, {})).code).toBe("not_found");
  expect(refused(await listMembers(management.context, apiMembers("x"), {})).code).toBe("not_found");
  expect(refused(await addMember(management.context, nowhere, { userId: "user-2", role: "USER" })).code).toBe("not_found");
});
