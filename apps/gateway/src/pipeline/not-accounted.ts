import { Denial } from "@sluice/wire/denial";

/** The answer to calls that would leave no trace, where whoever runs the gateway wants none that do not. */
export const NOT_ACCOUNTED = new Denial("gateway_unavailable", "The gateway cannot keep account of calls at the moment. Try again later.", {
  retryAfterSeconds: 30,
});
