import { testMail } from "@sluice/management/mail/test-mail";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, body }) => testMail(context, body),
});
