import type { ReactNode } from "react";

/** A page with bars of its own, which reach the edges: takes back the frame's padding. */
export function EdgeToEdge({ children }: { readonly children: ReactNode }) {
  return <div className="-m-4 flex flex-col wide:-mx-8 wide:-mt-6 wide:-mb-8">{children}</div>;
}
