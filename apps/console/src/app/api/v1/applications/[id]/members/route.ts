import { addMember } from "@sluice/management/members/add-member";
import { listMembers } from "@sluice/management/members/list-members";
import { applicationMembers } from "@sluice/management/members/member-list";
import { created, route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params, query }) => listMembers(context, applicationMembers(params["id"] ?? ""), query),
  POST: created(({ context, params, body }) => addMember(context, applicationMembers(params["id"] ?? ""), body)),
});
