/** The token after `Bearer`, null when there is none. The scheme's name is case-insensitive (RFC 9110 §11.1). */
export function readBearer(authorization: string | undefined): string | null {
  if (authorization === undefined || authorization.length < 8) return null;
  if (authorization.charCodeAt(6) !== 0x20 || authorization.slice(0, 6).toLowerCase() !== "bearer") return null;
  return authorization.slice(7).trim() || null;
}
