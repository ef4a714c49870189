import { changePassword } from "@sluice/management/people/change-password";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, body }) => changePassword(context, body),
});
