/** The request header in which `proxy.ts` tells a page its own address. Apart, because the proxy loads nothing else of the server's. */
export const PATH_HEADER = "x-sluice-path";
