import { afterAll, beforeAll, expect, test } from "vitest";
import type { ManagementContext } from "../context.ts";
import { granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { createSavedView } from "./create-saved-view.ts";
import { deleteSavedView } from "./delete-saved-view.ts";
import { listSavedViews } from "./list-saved-views.ts";
import { updateSavedView } from "./update-saved-view.ts";

let management: TestManagement;
let grace: ManagementContext;
beforeAll(async () => {
  management = await startManagement();
  grace = management.as({ id: "user-2", name: "Grace", role: "consumer" });
});
afterAll(() => management.close());

const view = (name: string, rest: object = {}) => ({ name, page: "logs", filters: { status: "5xx", time: "7d" }, ...rest });
const namesFor = async (context: ManagementContext) => granted(await listSavedViews(context, {})).data.map(({ name }) => name);

test("a view is its owner's alone until it is shared, and theirs again when it is taken back", async () => {
  const { id } = granted(await createSavedView(grace, view("Failures")));
  expect([await namesFor(grace), await namesFor(management.context)]).toEqual([["Failures"], []]);
  granted(await updateSavedView(grace, id, view("Failures", { shared: true })));
  expect(granted(await listSavedViews(management.context, {})).data).toMatchObject([{ name: "Failures", own: false, ownerName: "user-2" }]);
  granted(await updateSavedView(grace, id, view("Failures")));
  expect(await namesFor(management.context)).toEqual([]);
});

test("others change nothing of it; who keeps order changes shared ones only", async () => {
  const { id } = granted(await createSavedView(management.context, view("Ada's", { shared: true })));
  expect(refused(await updateSavedView(grace, id, view("Mine"))).code).toBe("not_found");
  expect(refused(await deleteSavedView(grace, id)).code).toBe("not_found");
  const secret = granted(await createSavedView(grace, view("Secret")));
  expect(refused(await deleteSavedView(management.context, secret.id)).code).toBe("not_found");
  granted(await updateSavedView(grace, secret.id, view("Secret", { shared: true })));
  expect(await deleteSavedView(management.context, secret.id)).toBeUndefined();
});

test("a name is taken once a person and page", async () => {
  granted(await createSavedView(grace, view("Taken")));
  expect(refused(await createSavedView(grace, view("Taken"))).extra.fields).toEqual({ name: "You have a view of this name already." });
  granted(await createSavedView(grace, view("Taken", { page: "analytics" })));
  const other = granted(await createSavedView(grace, view("Other")));
  expect(refused(await updateSavedView(grace, other.id, view("Taken"))).code).toBe("conflict");
  granted(await updateSavedView(grace, other.id, view("Other", { filters: {} })));
});

test.each([
  [view(""), "name"],
  [view("x", { page: "people" }), "page"],
  [view("x", { filters: { apiId: "x" } }), "filters.apiId"],
  [view("x", { filters: { secret: "x" } }), "filters"],
])("%j is refused at its field", async (body, field) => {
  const fields = Object.keys(refused(await createSavedView(grace, body)).extra.fields ?? {});
  expect(fields).toHaveLength(1);
  expect(fields[0]).toContain(field);
});

test("a person has a hundred at most", async () => {
  const { db } = management.context;
  const made = await db.savedView.count({ where: { ownerId: "user-2" } });
  await db.savedView.createMany({
    data: Array.from({ length: 100 - made }, (_, at) => ({ ownerId: "user-2", name: `View ${at}`, page: "logs", filters: {} })),
  });
  expect(refused(await createSavedView(grace, view("One more"))).message).toContain("100 saved views");
});
