import type { Application } from "@sluice/db/generated/client";
import type { ApplicationResource } from "@sluice/definition/resources";

export function applicationResource(row: Application): ApplicationResource {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
