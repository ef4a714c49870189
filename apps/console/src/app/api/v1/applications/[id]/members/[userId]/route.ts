import { changeMember } from "@sluice/management/members/change-member";
import { applicationMembers } from "@sluice/management/members/member-list";
import { removeMember } from "@sluice/management/members/remove-member";
import { type Call, route } from "../../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  PUT: ({ context, params, body }) => changeMember(context, memberPlace(params), body),
  DELETE: ({ context, params }) => removeMember(context, memberPlace(params)),
});

function memberPlace(params: Call["params"]) {
  return { list: applicationMembers(params["id"] ?? ""), userId: params["userId"] ?? "" };
}
