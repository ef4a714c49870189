import type { PiiCategory } from "@sluice/definition/policies/pii-filtering";
import { birthDates } from "./birth-dates.ts";
import { imeis } from "./devices.ts";
import { emails } from "./emails.ts";
import { ibans } from "./ibans.ts";
import { brCpf } from "./national-ids/br-cpf.ts";
import { deTaxId } from "./national-ids/de-tax-id.ts";
import { esDni } from "./national-ids/es-dni.ts";
import { frInsee } from "./national-ids/fr-insee.ts";
import { itCodiceFiscale } from "./national-ids/it-codice-fiscale.ts";
import { nlBsn } from "./national-ids/nl-bsn.ts";
import { plPesel } from "./national-ids/pl-pesel.ts";
import { ukNino } from "./national-ids/uk-nino.ts";
import { usSsn } from "./national-ids/us-ssn.ts";
import { ipv4Addresses, ipv6Addresses, macAddresses } from "./network-addresses.ts";
import { passports } from "./passports.ts";
import type { PatternKind } from "./pattern-detector.ts";
import { paymentCards } from "./payment-cards.ts";
import { vins } from "./vehicles.ts";

/** What is found by its form, by category. Phone numbers depend on regions, and credentials are found by a detector of their own. */
export const PII_KINDS: Readonly<Partial<Record<PiiCategory, readonly PatternKind[]>>> = {
  EMAIL: [emails],
  NETWORK_IDENTIFIER: [ipv4Addresses, ipv6Addresses, macAddresses],
  DEVICE_IDENTIFIER: [imeis],
  FINANCIAL_ACCOUNT: [paymentCards, ibans],
  GOVERNMENT_ID: [usSsn, ukNino, frInsee, esDni, itCodiceFiscale, nlBsn, deTaxId, brCpf, plPesel, passports],
  VEHICLE_ID: [vins],
  DEMOGRAPHIC: [birthDates],
};
