import { createPrivateKey, hash, type KeyObject } from "node:crypto";
import { isObject } from "@sluice/definition/json";

/** Google's own, for keys that name none. */
const TOKEN_URL = "https://oauth2.googleapis.com/token";

/** A Google service account, ready to ask for tokens. */
export interface ServiceAccount {
  /** The same for the same key, however often it is read. */
  readonly id: string;
  readonly email: string;
  /** Of the key; Google finds it faster by this. */
  readonly keyId: string | null;
  readonly key: KeyObject;
  /** Where a signed claim is exchanged for a token. */
  readonly tokenUrl: string;
}

/** Reads the JSON file of a service account's key. What is wrong is said in words, and nothing of the file is repeated. */
export function parseServiceAccount(json: string): ServiceAccount | { readonly problem: string } {
  const file = parse(json);
  if (!isObject(file)) return { problem: "The service account has to be the whole JSON file that Google Cloud gives for a key." };
  const { type, client_email: email, private_key: pem, private_key_id: keyId, token_uri: tokenUrl = TOKEN_URL } = file;
  if (type !== undefined && type !== "service_account")
    return { problem: "The JSON is not a service account's key: its type has to be service_account." };
  if (typeof email !== "string" || email === "") return { problem: "The service account's JSON has no client_email." };
  if (typeof pem !== "string" || pem === "") return { problem: "The service account's JSON has no private_key." };
  if (typeof tokenUrl !== "string" || !isHttpUrl(tokenUrl)) return { problem: "The service account's token_uri is not a valid address." };
  const key = rsaKey(pem);
  if (key === null) return { problem: "The service account's private_key cannot be read. Was the JSON file copied whole?" };
  const id = hash("sha256", JSON.stringify([tokenUrl, email, pem]), "hex");
  return { id, email, keyId: typeof keyId === "string" && keyId !== "" ? keyId : null, key, tokenUrl };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function rsaKey(pem: string): KeyObject | null {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === "rsa" ? key : null;
  } catch {
    return null;
  }
}
