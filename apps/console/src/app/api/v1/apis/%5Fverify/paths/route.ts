import { verifyPaths } from "@sluice/management/apis/verify-paths";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, body }) => verifyPaths(context, body),
});
