import { expect, test } from "vitest";
import { DEVICE_LIFETIME_SECONDS, knownDevice, makeDeviceCookie } from "./device-cookie.ts";

const COOKIES = { name: "sluice-x.device", secret: "s", lifetimeSeconds: DEVICE_LIFETIME_SECONDS };
const now = new Date("2026-11-28T12:00:00Z");
const email = "ada@example.org";

function cookieOf(secure = false): string {
  return makeDeviceCookie(COOKIES, { email, now, secure }).split(";")[0] ?? "";
}
const device = (cookie: string, asked: object = {}) => knownDevice(COOKIES, { email, headers: new Headers({ cookie }), now, ...asked });

test("a device is known for the account that was signed in to there, and for no other", () => {
  expect(device(cookieOf())).not.toBeNull();
  expect(device(`other=1; ${cookieOf(true)}`)).not.toBeNull();
  expect(device(cookieOf(), { email: "grace@example.org" })).toBeNull();
  expect(device(cookieOf())).not.toBe(device(cookieOf()));
});

test("what was made up, changed, or made too long ago is a stranger's", () => {
  const [nonce, issued, signature] = cookieOf().split("=")[1]?.split(".") ?? [];
  for (const value of [
    "",
    "a.b.c",
    `${nonce}.${Number(issued) + 1}.${signature}`,
    `x${nonce}.${issued}.${signature}`,
    `${nonce}.${issued}.`,
  ])
    expect(device(`${COOKIES.name}=${value}`)).toBeNull();
  expect(device(cookieOf(), { now: new Date("2027-11-28T12:00:00Z") })).toBeNull();
  expect(knownDevice({ ...COOKIES, secret: "t" }, { email, headers: new Headers({ cookie: cookieOf() }), now })).toBeNull();
});

test("the cookie is out of scripts' reach, and confined to its host behind https", () => {
  expect(makeDeviceCookie(COOKIES, { email, now, secure: true })).toMatch(
    /^__Host-.+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
  );
});
