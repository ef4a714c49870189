import { expect, test } from "vitest";
import { normaliseBase64, parseDataUrl } from "./data-url.ts";

test("a data URL is taken apart, whatever its parameters", () => {
  expect(parseDataUrl("data:image/png;base64,iVBORw0KGgo=")).toEqual({ mediaType: "image/png", data: "iVBORw0KGgo=" });
  expect(parseDataUrl("DATA:text/plain;charset=utf-8;base64,aGk=")).toEqual({ mediaType: "text/plain", data: "aGk=" });
  expect(parseDataUrl("data:text/csv,a%2Cb")).toEqual({ mediaType: "text/csv", data: Buffer.from("a,b").toString("base64") });
  expect(parseDataUrl("data:image/jpg;base64,aGk=")?.mediaType).toBe("image/jpeg");
});

test("broken, empty and foreign URLs are none", () => {
  for (const url of [
    "data:image/png;base64,",
    "data:image/png;base64,@@x@@",
    "data:image/png",
    "https://example.org/a.png",
    "data:text/plain,%zz",
    `data:${"x".repeat(300)},y`,
  ])
    expect(parseDataUrl(url)).toBeNull();
});

test("base64 comes out padded and in the standard alphabet", () => {
  expect(normaliseBase64("-_-_")).toBe("+/+/");
  expect(normaliseBase64("aGk")).toBe("aGk=");
  expect(normaliseBase64("aG\r\nk=")).toBe("aGk=");
  expect(normaliseBase64("aGk%3D")).toBe("aGk=");
  expect(normaliseBase64("a")).toBeNull();
  expect(normaliseBase64("a=b=")).toBeNull();
});
