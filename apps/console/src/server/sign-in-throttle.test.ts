import { expect, test } from "vitest";
import { SignInThrottle } from "./sign-in-throttle.ts";

function failing(times: number, email = "a@example.org"): SignInThrottle {
  const throttle = new SignInThrottle();
  for (let attempt = 0; attempt < times; attempt++) throttle.failed(email, 1_000);
  return throttle;
}

test("nine wrong passwords are let pass, the tenth makes the account wait for the rest of the minute", () => {
  expect(failing(9).waitSeconds("a@example.org", 1_000)).toBe(0);
  expect(failing(10).waitSeconds("a@example.org", 31_000)).toBe(30);
  expect(failing(10).waitSeconds("a@example.org", 61_000)).toBe(0);
});

test("other accounts do not wait, and a right password starts anew", () => {
  const throttle = failing(10);
  expect(throttle.waitSeconds("b@example.org", 1_000)).toBe(0);
  throttle.succeeded("a@example.org");
  expect(throttle.waitSeconds("a@example.org", 1_000)).toBe(0);
});

test("made-up accounts do not fill the memory", () => {
  const throttle = failing(10);
  for (let made = 0; made < 10_000; made++) throttle.failed(`made-up-${made}@example.org`, 1_000);
  expect(throttle.waitSeconds("a@example.org", 1_000)).toBe(0);
  expect(throttle.waitSeconds("made-up-9999@example.org", 1_000)).toBe(0);
});
