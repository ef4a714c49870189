import { redirect } from "next/navigation";
import { paths } from "../../../../lib/paths.ts";

/** The one section that everybody has. */
export default function Page() {
  redirect(paths.account);
}
