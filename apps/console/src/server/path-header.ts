/** Request headers in which `proxy.ts` tells a page its own address, and its scripts' nonce. Apart, because the proxy loads little of the server's. */
export const PATH_HEADER = "x-sluice-path";
export const NONCE_HEADER = "x-sluice-nonce";
