import { generateKeyPairSync, type KeyObject } from "node:crypto";

export interface MadeServiceAccount {
  /** As Google Cloud gives it for download. */
  readonly json: string;
  readonly publicKey: KeyObject;
}

/** A service account with a key pair of its own. `change` replaces fields; undefined leaves them out. */
export function makeServiceAccount(change: Readonly<Record<string, unknown>> = {}): MadeServiceAccount {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const file = {
    type: "service_account",
    project_id: "my-project",
    private_key_id: "key-1",
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
    client_email: "sluice@my-project.iam.gserviceaccount.com",
    token_uri: "https://oauth2.googleapis.com/token",
    ...change,
  };
  return { json: JSON.stringify(file), publicKey };
}
