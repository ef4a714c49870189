import { listCatalogue } from "@sluice/management/apis/list-catalogue";
import { route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => listCatalogue(context, query),
});
