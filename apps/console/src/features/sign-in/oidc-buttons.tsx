import { LogIn } from "lucide-react";
import { buttonClass } from "../../components/ui/button-class.ts";

export interface OidcButtonsProps {
  readonly offers: readonly { readonly id: string; readonly name: string }[];
  readonly next: string;
}

/** A way to each issuer. Plain links: the server answers them with a redirect to another site. */
export function OidcButtons({ offers, next }: OidcButtonsProps) {
  return (
    <div className="grid gap-2">
      {offers.map(({ id, name }) => (
        <a
          key={id}
          href={`/api/auth/oidc/${encodeURIComponent(id)}?next=${encodeURIComponent(next)}`}
          className={buttonClass({ className: "w-full" })}
        >
          <LogIn aria-hidden />
          <span className="truncate">Sign in with {name}</span>
        </a>
      ))}
      <p className="flex items-center gap-3 py-2 text-xs text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or with a password
      </p>
    </div>
  );
}
