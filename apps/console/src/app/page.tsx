import { redirect } from "next/navigation";

/** Until there is an overview of everything, the APIs are where work begins. */
export default function Page() {
  redirect("/apis");
}
