import { listPeople } from "@sluice/management/people/list-people";
import { route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => listPeople(context, query),
});
