import { deleteMailSettings } from "@sluice/management/mail/delete-mail-settings";
import { getMailSettings } from "@sluice/management/mail/get-mail-settings";
import { updateMailSettings } from "@sluice/management/mail/update-mail-settings";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context }) => getMailSettings(context),
  PUT: ({ context, body }) => updateMailSettings(context, body),
  DELETE: ({ context }) => deleteMailSettings(context),
});
