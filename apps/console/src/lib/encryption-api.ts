import { encryptionSchema, rotationSchema } from "@sluice/definition/settings";
import { callApi, type Send } from "./api-client.ts";

export function readEncryption({ signal }: Pick<Send, "signal"> = {}) {
  return callApi("/settings/encryption", encryptionSchema, { signal });
}

/** `resume` makes no new key: it goes on where a rotation was cut off. */
export function rotateDataKey({ resume }: { readonly resume: boolean }) {
  return callApi("/settings/encryption/_rotate", rotationSchema, { method: "POST", body: { resume } });
}
