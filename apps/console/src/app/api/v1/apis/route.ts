import { createApi } from "@sluice/management/apis/create-api";
import { listApis } from "@sluice/management/apis/list-apis";
import { created, route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => listApis(context, query),
  POST: created(({ context, body, query: { draftId } }) => createApi(context, body, { draftId })),
});
