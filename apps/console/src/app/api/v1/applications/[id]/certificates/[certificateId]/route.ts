import { deleteCertificate } from "@sluice/management/applications/delete-certificate";
import { route } from "../../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  DELETE: ({ context, params }) =>
    deleteCertificate(context, { applicationId: params["id"] ?? "", certificateId: params["certificateId"] ?? "" }),
});
