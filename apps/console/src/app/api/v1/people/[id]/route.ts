import { deletePerson } from "@sluice/management/people/delete-person";
import { getPerson } from "@sluice/management/people/get-person";
import { updatePerson } from "@sluice/management/people/update-person";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params }) => getPerson(context, params["id"] ?? ""),
  PUT: ({ context, params, body }) => updatePerson(context, params["id"] ?? "", body),
  DELETE: ({ context, params }) => deletePerson(context, params["id"] ?? ""),
});
