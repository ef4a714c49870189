import { importApi } from "@sluice/management/transfer/import-api";
import { created, route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: created(
    ({ context, body, query }) => importApi(context, body, query),
    ({ query }) => query["dryRun"] === "true",
  ),
});
