/** The setting that says which variables definitions may name: names and patterns (`OPENAI_*`), separated by commas or blanks. */
export const SECRET_ENV = "SLUICE_SECRET_ENV";
const USUAL_PATTERNS = "*";
/** Says that there are none: an empty variable counts as unset. */
const NONE = "none";

/** Ours, and the database's: a definition that names them would send them to a provider. No setting lets them out. */
const OWN = /^(SLUICE_.*|DATABASE_URL|REDIS_URL|PG.*)$/i;

/**
 * What a machine's environment holds for others: its cloud's identity, its pipelines, its clusters, other databases and services.
 * A pattern does not reach them, only their whole name does. docs/decisions/0010 has the thoughts behind it.
 */
const OTHERS = [
  /^(AWS|AMAZON|ECS|EKS|LAMBDA)_/,
  /^(AZURE_(?!(OPENAI|AI)_)|ARM_|MSI_|IDENTITY_|APPSETTING_)/,
  /^(GOOGLE_(?!API_KEY$|GENAI_)|GCP_|GCLOUD_|GCE_|CLOUDSDK_|FIREBASE_)/,
  /^(ALICLOUD|ALIBABA_CLOUD|OCI|IBMCLOUD|DIGITALOCEAN|HCLOUD|LINODE|SCW|OS)_/,
  /^(GITHUB|GH|GITLAB|CI|CIRCLE|JENKINS|BUILDKITE|TRAVIS|BITBUCKET|ACTIONS|RUNNER|SYSTEM)_/,
  /^(NPM|NODE_AUTH|PYPI|TWINE|CARGO|DOCKER|REGISTRY|HELM|TF|TERRAFORM|PULUMI|ANSIBLE)_/,
  /^(KUBE|KUBECONFIG|KUBERNETES|VAULT|CONSUL|NOMAD|SSH|GPG|SOPS|AGE|OP|DOPPLER|INFISICAL|TS)(_|$)/,
  /^(POSTGRES|MYSQL|MARIADB|MONGO|MONGODB|MSSQL|ORACLE|RABBITMQ|KAFKA|ELASTIC|SMTP|MAIL|LDAP|S3|MINIO|STRIPE|SLACK|SENTRY)_/,
  /(^|_)(PASSWORD|PASSWD|PASS|PASSPHRASE|DSN|PRIVATE_KEY|CONNECTION_STRING|ENCRYPTION_KEY|SIGNING_KEY|(DATABASE|DB|REDIS|AMQP|BROKER)_UR[IL])$/,
];

type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable that a definition names as a secret, or why it is not given. */
export function readSecretVariable(name: string, environment: Environment): string | { readonly problem: string } {
  if (OWN.test(name)) return { problem: `The environment variable ${name} belongs to Sluice itself and is not sent to a provider.` };
  // Said before whether it is there: what a machine holds is nobody's business who may not use it.
  if (!isLetOut(name, environment[SECRET_ENV]))
    return {
      problem: `The environment variable ${name} is not for definitions here. Whoever runs the gateway can name it in ${SECRET_ENV}.`,
    };
  // Files of secrets end with a line break more often than not.
  const value = environment[name]?.trim();
  return value || { problem: `The environment variable ${name} is not set in this gateway.` };
}

function isLetOut(name: string, setting: string | undefined): boolean {
  const entries = (setting?.trim() || USUAL_PATTERNS).split(/[\s,]+/);
  if (entries.includes(name)) return true;
  if (OTHERS.some((pattern) => pattern.test(name.toUpperCase()))) return false;
  return entries.some((entry) => entry !== NONE && entry.includes("*") && matches(entry, name));
}

/** `*` stands for any characters. Part by part: no expression is made of what somebody wrote. */
function matches(pattern: string, name: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop() ?? "";
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
