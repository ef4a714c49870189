import { LoaderCircle } from "lucide-react";

/** Decoration beside words that say what is under way. */
export function Spinner() {
  return <LoaderCircle aria-hidden className="animate-spin" />;
}
