import { contextPathProblem, contextPathsOverlap } from "@sluice/definition/context-path";
import { verifyPathsInputSchema, type verifyPathsSchema } from "@sluice/definition/resources";
import type { z } from "zod";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { ownerOfOverlap, takenReason } from "./claim-paths.ts";

type Verified = z.output<typeof verifyPathsSchema>;

/** Whether context paths are well formed and free; in words where they are not. What is free now may be taken by the time of saving. */
export async function verifyPaths(context: ManagementContext, body: unknown): Promise<Verified | ManagementError> {
  const input = parseInput(verifyPathsInputSchema, body);
  if (input instanceof ManagementError) return input;
  const { apiId } = input;
  const denied = await (apiId === undefined ? authorise(context, "apis:create") : authorise(context, "apis:write", { apiId }));
  if (denied) return denied;
  const paths = input.paths.map((entry) => (typeof entry === "string" ? entry : entry.path));
  const taken = async (path: string) => {
    const owner = await ownerOfOverlap(context.db, path, apiId);
    return owner && takenReason(path, owner);
  };
  const results = await Promise.all(
    paths.map(async (path, index) => {
      const reason = contextPathProblem(path) ?? ownOverlap(path, paths.slice(0, index)) ?? (await taken(path));
      return { path, ok: reason === null, ...(reason === null ? {} : { reason }) };
    }),
  );
  const reason = results.find((result) => !result.ok)?.reason;
  return { ok: reason === undefined, ...(reason === undefined ? {} : { reason }), paths: results };
}

function ownOverlap(path: string, earlier: readonly string[]): string | null {
  const other = earlier.find((one) => contextPathsOverlap(one, path));
  if (other === undefined) return null;
  return other === path ? "Duplicated context path not allowed" : `Context path overlaps with ${other}.`;
}
