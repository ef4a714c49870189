import { expect, test } from "vitest";
import { Canaries } from "./canaries.ts";

test("the search finds a secret in each of the forms that it may take", () => {
  const planted = new Canaries();
  const secret = planted.plant("one");
  const forms = [
    secret,
    encodeURIComponent(secret),
    Buffer.from(`user:${secret}`).toString("base64"),
    Buffer.from(`ab${secret}`).toString("base64url"),
    Buffer.from(secret).toString("hex"),
    [...secret].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join(""),
  ];
  for (const form of forms) expect(planted.foundIn(`x${form}y`), form).toEqual(["one"]);
  expect(planted.foundIn("cnry--9kZ3")).toEqual([]);
});
