import { rotateDataKey } from "@sluice/management/settings/rotate-data-key";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, body }) => rotateDataKey(context, body),
});
