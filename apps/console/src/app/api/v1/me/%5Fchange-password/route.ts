import { changeOwnPassword } from "../../../../../server/change-own-password.ts";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, body }) => changeOwnPassword(context, body),
});
