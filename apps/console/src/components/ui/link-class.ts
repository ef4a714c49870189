/** A link in running text or at its end: underlined, so that it is known without colour. */
export const LINK = "font-medium underline decoration-control decoration-1 underline-offset-3 hover:decoration-current";
