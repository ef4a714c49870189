import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER } from "./server/path-header.ts";

/** Tells a page its own address, which layouts do not know: whoever has to sign in first comes back to it. */
export function proxy(request: NextRequest) {
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ["/((?!api/|_next/|favicon|icon).*)"] };
