import { expect, test } from "vitest";
import { modelPath } from "./model-path.ts";

test.each([
  ["gemini-2.5-flash", "/models/gemini-2.5-flash"],
  ["models/gemini-2.5-flash", "/models/gemini-2.5-flash"],
  ["tunedModels/my-own", "/tunedModels/my-own"],
  ["../../v1/files/x", "/models/..%2F..%2Fv1%2Ffiles%2Fx"],
  ["models/../x", "/models/..%2Fx"],
  ["x?key=1#y", "/models/x%3Fkey%3D1%23y"],
  ["x:generateContent", "/models/x%3AgenerateContent"],
  ["x\r\nx-evil: 1", "/models/x%0D%0Ax-evil%3A%201"],
  ["\ud800", "/models/%EF%BF%BD"],
])("%j stays in its place", (model, path) => {
  expect(modelPath(model)).toBe(path);
});
