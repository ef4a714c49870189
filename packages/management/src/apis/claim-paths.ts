import type { Transaction } from "@sluice/db/client";
import { contextPathsOverlap } from "@sluice/definition/context-path";
import type { FieldProblems } from "@sluice/definition/problems";
import { ManagementError } from "../management-error.ts";
import type { StoredDefinition } from "./stored-api.ts";

/** Whoever claims paths holds this lock until its transaction ends. Any number that nothing else here uses. */
const CLAIMING_PATHS = 8_082_001;

/**
 * Gives an API the context paths of its definition, and takes its former ones away. Refuses a path that another API has, lies in or
 * holds. Claims wait for each other: the primary key alone would let `/a` and `/a/b` race past it.
 */
export async function claimPaths(tx: Transaction, apiId: string, definition: StoredDefinition): Promise<ManagementError | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CLAIMING_PATHS})`;
  const fields = await takenPaths(tx, definition, apiId);
  if (Object.keys(fields).length > 0) return pathTaken(fields);
  await tx.contextPath.deleteMany({ where: { apiId } });
  await tx.contextPath.createMany({ data: pathsOf(definition).map(({ path }) => ({ path, apiId })) });
  return null;
}

/** Which of a definition's context paths an API, other than `exceptApiId`, has already: by field, in words. */
export async function takenPaths(
  tx: Pick<Transaction, "contextPath">,
  definition: Pick<StoredDefinition, "listeners">,
  exceptApiId?: string,
): Promise<FieldProblems> {
  const fields: Record<string, string> = {};
  for (const { path, field } of pathsOf(definition)) {
    const owner = await ownerOfOverlap(tx, path, exceptApiId);
    if (owner) fields[field] = takenReason(path, owner);
  }
  return fields;
}

function pathsOf({ listeners }: Pick<StoredDefinition, "listeners">): readonly { readonly path: string; readonly field: string }[] {
  return listeners.flatMap((listener, at) =>
    listener.paths.map(({ path }, index) => ({ path, field: `listeners.${at}.paths.${index}.path` })),
  );
}

interface PathOwner {
  readonly path: string;
  readonly apiName: string;
}

/** The API, other than `exceptApiId`, whose path equals this one, lies in it or holds it; null when the path is free. */
export async function ownerOfOverlap(tx: Pick<Transaction, "contextPath">, path: string, exceptApiId?: string): Promise<PathOwner | null> {
  const above = path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));
  const candidates = await tx.contextPath.findMany({
    where: {
      OR: [{ path: { in: above } }, { path: { startsWith: `${path}/` } }],
      ...(exceptApiId === undefined ? {} : { apiId: { not: exceptApiId } }),
    },
    include: { api: { select: { name: true } } },
    orderBy: { path: "asc" },
  });
  // The database's idea of a prefix has wildcards in it; ours has the last word.
  const owner = candidates.find((row) => contextPathsOverlap(row.path, path));
  return owner ? { path: owner.path, apiName: owner.api.name } : null;
}

export function takenReason(path: string, owner: PathOwner): string {
  if (owner.path === path) return `Context path ${path} is used by the API ${owner.apiName}.`;
  return `Context path ${path} overlaps with ${owner.path} of the API ${owner.apiName}.`;
}

function pathTaken(fields: FieldProblems): ManagementError {
  return new ManagementError("path_taken", Object.values(fields).join(" "), { fields });
}
