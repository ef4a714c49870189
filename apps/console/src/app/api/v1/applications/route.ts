import { createApplication } from "@sluice/management/applications/create-application";
import { listApplications } from "@sluice/management/applications/list-applications";
import { created, route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => listApplications(context, query),
  POST: created(({ context, body }) => createApplication(context, body)),
});
