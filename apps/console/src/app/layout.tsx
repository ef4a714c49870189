import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "../components/providers.tsx";
import { THEME_SCRIPT } from "../lib/theme-script.ts";
import { ZOD_SCRIPT } from "../lib/zod-script.ts";
import { NONCE_HEADER } from "../server/path-header.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Sluice", template: "%s · Sluice" },
  description: "One OpenAI-compatible API in front of every model provider.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8f9fa" },
    { media: "(prefers-color-scheme: dark)", color: "#0d1214" },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Asking for it draws every page anew for each request: a page that was drawn beforehand could have no nonce.
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;
  return (
    // The theme is set before the first paint, by a script that the server cannot foresee.
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, without anything that a person typed */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: ZOD_SCRIPT + THEME_SCRIPT }} />
      </head>
      <body>
        <div id="root">
          <Providers>{children}</Providers>
        </div>
      </body>
    </html>
  );
}
