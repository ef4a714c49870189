import { addMember } from "@sluice/management/members/add-member";
import { listMembers } from "@sluice/management/members/list-members";
import { apiMembers } from "@sluice/management/members/member-list";
import { created, route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params, query }) => listMembers(context, apiMembers(params["id"] ?? ""), query),
  POST: created(({ context, params, body }) => addMember(context, apiMembers(params["id"] ?? ""), body)),
});
