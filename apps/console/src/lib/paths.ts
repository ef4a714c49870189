/** The console's addresses, where more than one feature links to them. */
export const paths = {
  /** Leads on to where this person's work begins. */
  home: "/",
  apis: "/apis",
  addApi: "/apis/new",
  /** Makes a draft and opens the wizard on it. */
  createApi: "/apis/new/v4",
  createWithSimulator: "/apis/new/v4?preset=simulator",
  draft: (id: string) => `/apis/new/${encodeURIComponent(id)}`,
  api: (id: string) => `/apis/${encodeURIComponent(id)}`,
  endpoints: (id: string) => `/apis/${encodeURIComponent(id)}/endpoints`,
  policies: (id: string) => `/apis/${encodeURIComponent(id)}/policies`,
  consumers: (id: string) => `/apis/${encodeURIComponent(id)}/consumers`,
  plans: (id: string) => `/apis/${encodeURIComponent(id)}/plans`,
  deployments: (id: string) => `/apis/${encodeURIComponent(id)}/deployments`,
  settings: "/settings",
  account: "/settings/account",
  people: "/settings/people",
  person: (id: string) => `/settings/people/${encodeURIComponent(id)}`,
  signInWays: "/settings/sign-in",
  encryption: "/settings/encryption",
  audit: "/settings/audit",
  applications: "/applications",
  application: (id: string) => `/applications/${encodeURIComponent(id)}`,
  applicationUsage: (id: string) => `/applications/${encodeURIComponent(id)}/usage`,
  applicationMembers: (id: string) => `/applications/${encodeURIComponent(id)}/members`,
  applicationSettings: (id: string) => `/applications/${encodeURIComponent(id)}/settings`,
} as const;
