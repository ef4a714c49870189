import { expect, test } from "vitest";
import { type Attempt, SignInThrottle } from "./sign-in-throttle.ts";

const OWNER: Attempt = { email: "ada@example.org", address: "192.0.2.1", device: null };

function tried(times: number, attempt: Attempt = OWNER, throttle = new SignInThrottle()): SignInThrottle {
  for (let n = 0; n < times; n++) throttle.begin(attempt, 1_000);
  return throttle;
}

test("nine wrong passwords are let pass and a tenth; then account and address wait for the rest of the minute", () => {
  expect(tried(9).begin(OWNER, 1_000)).toBe(0);
  expect(tried(10).begin(OWNER, 31_000)).toBe(30);
  expect(tried(10).begin(OWNER, 61_000)).toBe(0);
});

test("a thousand tries at once are counted before any password is looked at", () => {
  const throttle = new SignInThrottle();
  const waits = Array.from({ length: 1_000 }, () => throttle.begin(OWNER, 1_000));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(10);
});

test("nobody else waits: not another account at the address, not the account elsewhere, not its owner on a device that is known", () => {
  const throttle = tried(1_000);
  expect(throttle.begin({ ...OWNER, email: "grace@example.org" }, 1_000)).toBe(0);
  expect(throttle.begin({ ...OWNER, address: "198.51.100.1" }, 1_000)).toBe(0);
  expect(throttle.begin({ ...OWNER, device: "laptop" }, 1_000)).toBe(0);
});

test("an account that is guessed at from everywhere is slowed down for strangers, never locked, and not for its owner's device", () => {
  const throttle = new SignInThrottle();
  for (let n = 0; n < 1_000; n++) throttle.begin({ ...OWNER, address: `10.0.${n >> 8}.${n & 255}` }, 1_000);
  const elsewhere = { ...OWNER, address: "198.51.100.1" };
  expect(throttle.begin(elsewhere, 1_000)).toBe(5);
  expect(throttle.begin(elsewhere, 6_000)).toBe(0);
  expect(throttle.begin({ ...OWNER, device: "laptop" }, 1_000)).toBe(0);
});

test("a stolen device cookie buys ten tries a minute, not more", () => {
  const thief = { ...OWNER, device: "laptop" };
  expect(tried(10, thief).begin(thief, 1_000)).toBe(60);
});

test("a right password starts anew", () => {
  const throttle = tried(10);
  throttle.succeeded(OWNER);
  expect(throttle.begin(OWNER, 1_000)).toBe(0);
});

test("all addresses of one IPv6 network are one", () => {
  const throttle = tried(10, { ...OWNER, address: "2001:db8::1" });
  expect(throttle.begin({ ...OWNER, address: "2001:db8:0:0:ffff::2" }, 1_000)).toBe(60);
  expect(throttle.begin({ ...OWNER, address: "2001:db8:0:1::1" }, 1_000)).toBe(0);
});

test("made-up accounts do not fill the memory", () => {
  const throttle = tried(10);
  for (let made = 0; made < 30_000; made++) throttle.begin({ ...OWNER, email: `made-up-${made}@example.org` }, 1_000);
  expect(throttle.begin(OWNER, 1_000)).toBe(0);
});
