import { openApiDocument } from "../../../../server/openapi.ts";

export const dynamic = "force-static";

/** Public: it says no more than the source does. */
export function GET(): Response {
  return Response.json(openApiDocument());
}
