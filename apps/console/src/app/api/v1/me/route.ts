import { getMe } from "@sluice/management/people/get-me";
import { route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => getMe(context, query),
});
