import { MarkSign } from "../../components/frame/product-mark.tsx";
import { Note } from "../../components/ui/note.tsx";
import { OidcButtons, type OidcButtonsProps } from "./oidc-buttons.tsx";
import { oidcProblem } from "./oidc-problem.ts";
import { SignInForm } from "./sign-in-form.tsx";

export interface SignInPageProps extends OidcButtonsProps {
  /** What came back from an issuer instead of a person. */
  readonly problem: unknown;
}

/** The door. */
export function SignInPage({ next, offers, problem }: SignInPageProps) {
  const words = oidcProblem(problem);
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-8">
      <div className="w-full max-w-90">
        <div className="mb-6 flex items-center gap-2 text-[16px] font-semibold tracking-[-0.015em]">
          <MarkSign />
          Sluice
        </div>
        <h1 className="mb-1">Sign in</h1>
        <p className="mb-6 text-muted">One address in front of every model.</p>
        {words ? (
          <Note tone="danger" role="alert" className="mb-4">
            <p>{words}</p>
          </Note>
        ) : null}
        {offers.length > 0 ? <OidcButtons offers={offers} next={next} /> : null}
        <SignInForm next={next} />
      </div>
    </main>
  );
}
