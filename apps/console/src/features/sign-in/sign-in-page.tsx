import { MarkSign } from "../../components/frame/product-mark.tsx";
import { SignInForm } from "./sign-in-form.tsx";

/** The door. */
export function SignInPage({ next }: { readonly next: string }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-8">
      <div className="w-full max-w-90">
        <div className="mb-6 flex items-center gap-2 text-[16px] font-semibold tracking-[-0.015em]">
          <MarkSign />
          Sluice
        </div>
        <h1 className="mb-1">Sign in</h1>
        <p className="mb-6 text-muted">One address in front of every model.</p>
        <SignInForm next={next} />
      </div>
    </main>
  );
}
