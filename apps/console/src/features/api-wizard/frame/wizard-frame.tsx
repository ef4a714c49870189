import type { DraftStep } from "@sluice/definition/resources";
import Link from "next/link";
import type { ReactNode } from "react";
import { GatewayHealth } from "../../../components/frame/gateway-health.tsx";
import { ProductMark } from "../../../components/frame/product-mark.tsx";
import { paths } from "../../../lib/paths.ts";
import { WizardProgress } from "./wizard-progress.tsx";

interface WizardFrameProps {
  /** After *APIs /*. */
  readonly crumb: string;
  /** Null when the wizard is over. */
  readonly step: DraftStep | null;
  readonly stepper: ReactNode;
  readonly note?: ReactNode;
  readonly exit?: ReactNode;
  readonly children: ReactNode;
}

/** The wizard's page: the stepper stands where other pages have the rail. */
export function WizardFrame({ crumb, step, stepper, note, exit, children }: WizardFrameProps) {
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] wide:grid-cols-[264px_minmax(0,1fr)]">
      <aside aria-label="API creation" className="hidden border-r border-line bg-sunken px-4 wide:block">
        <div className="sticky top-0 flex h-dvh flex-col overflow-y-auto">
          <div className="flex h-14 flex-none items-center">
            <ProductMark />
          </div>
          {stepper}
          <div className="mt-auto border-t border-line px-2 pt-3 pb-4">
            <GatewayHealth />
          </div>
        </div>
      </aside>
      <div className="flex min-h-dvh min-w-0 flex-col">
        <header className="hidden h-14 flex-none items-center gap-3 border-b border-line px-8 wide:flex">
          <Link href={paths.apis} className="text-muted hover:text-ink">
            APIs
          </Link>
          <span aria-hidden className="text-faint">
            /
          </span>
          <span className="truncate font-medium">{crumb}</span>
          <div className="ml-auto flex items-center gap-3">
            {note}
            {exit}
          </div>
        </header>
        <header className="wide:hidden">
          <div className="flex h-12 items-center border-b border-line bg-sunken px-2">
            <ProductMark />
            <div className="mr-3 ml-auto">{exit}</div>
          </div>
          <WizardProgress current={step}>{note}</WizardProgress>
        </header>
        {children}
      </div>
    </div>
  );
}
