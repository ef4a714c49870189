import { checkExpression } from "@sluice/management/flows/check-expression";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ body }) => checkExpression(body),
});
