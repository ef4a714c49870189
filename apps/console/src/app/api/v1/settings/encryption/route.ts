import { getEncryption } from "@sluice/management/settings/get-encryption";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context }) => getEncryption(context),
});
