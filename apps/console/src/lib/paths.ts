/** The console's addresses, where more than one feature links to them. */
export const paths = {
  apis: "/apis",
  addApi: "/apis/new",
  /** Makes a draft and opens the wizard on it. */
  createApi: "/apis/new/v4",
  createWithSimulator: "/apis/new/v4?preset=simulator",
  draft: (id: string) => `/apis/new/${encodeURIComponent(id)}`,
  api: (id: string) => `/apis/${encodeURIComponent(id)}`,
  endpoints: (id: string) => `/apis/${encodeURIComponent(id)}/endpoints`,
  plans: (id: string) => `/apis/${encodeURIComponent(id)}/plans`,
  deployments: (id: string) => `/apis/${encodeURIComponent(id)}/deployments`,
  settings: "/settings",
  account: "/settings/account",
} as const;
