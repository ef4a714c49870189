import type { Metadata } from "next";
import { StartWizard } from "../../../../../features/api-wizard/start-wizard.tsx";

export const metadata: Metadata = { title: "Add API" };

export default function AddApiPage() {
  return <StartWizard />;
}
