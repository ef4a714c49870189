import type { Prisma } from "@sluice/db/generated/client";
import type { CatalogueEntry } from "@sluice/definition/consumers";
import { publishedModels } from "@sluice/definition/model-id";
import { catalogueQuerySchema } from "@sluice/definition/queries";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { storedDefinition } from "./stored-api.ts";

const PUBLISHED = {
  plans: { where: { status: "PUBLISHED" }, orderBy: [{ position: "asc" }, { id: "asc" }] },
} as const satisfies Prisma.ApiInclude;

type PublishedApi = Prisma.ApiGetPayload<{ include: typeof PUBLISHED }>;

/** APIs with a published plan, by name: what one may subscribe to, or call without. Of providers it shows nothing but model ids. */
export async function listCatalogue(context: ManagementContext, query: unknown): Promise<Page<CatalogueEntry> | ManagementError> {
  const denied = await authorise(context, "apis:browse");
  if (denied) return denied;
  const asked = parseInput(catalogueQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const { db } = context;
  const like = asked.q ? { contains: asked.q, mode: "insensitive" as const } : null;
  const where: Prisma.ApiWhereInput = {
    plans: { some: { status: "PUBLISHED" } },
    ...(like ? { OR: [{ name: like }, { paths: { some: { path: like } } }] } : {}),
  };
  const [rows, total] = await Promise.all([
    db.api.findMany({ where, include: PUBLISHED, orderBy: [{ name: "asc" }, { id: "asc" }], ...rowsOf(asked) }),
    db.api.count({ where }),
  ]);
  const inForce = rows.flatMap((row) => (row.deployedRevision === null ? [] : [{ apiId: row.id, revision: row.deployedRevision }]));
  const deployments = await db.deployment.findMany({ where: { OR: inForce } });
  const data = rows.map((row) => entry(row, deployments.find(({ apiId }) => apiId === row.id) ?? row));
  return pageOf(data, total, asked);
}

/** Where to call and which models is what callers find now: what is in force, or what is saved before the first deployment. */
function entry(api: PublishedApi, served: Pick<PublishedApi, "definition">): CatalogueEntry {
  const definition = storedDefinition(served);
  return {
    apiId: api.id,
    name: api.name,
    apiVersion: api.apiVersion,
    description: storedDefinition(api).description,
    state: api.state,
    contextPaths: definition.listeners.flatMap((listener) => listener.paths.map(({ path }) => path)),
    models: publishedModels(definition).map(({ id }) => id),
    plans: api.plans.map(({ id, name, description, securityType, validation }) => ({
      id,
      name,
      description,
      security: securityType,
      validation,
    })),
  };
}
