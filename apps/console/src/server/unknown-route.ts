import { ManagementError } from "@sluice/management/management-error";
import { respond } from "./respond.ts";

export function unknownRoute(request: Request): Response {
  const { pathname } = new URL(request.url);
  return respond(
    new ManagementError("not_found", `The management API has nothing at ${pathname}. /api/v1/openapi.json lists what there is.`),
  );
}
