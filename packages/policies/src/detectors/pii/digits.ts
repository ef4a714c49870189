export const DIGIT = /\d/;

export function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

/** The sum of the digits, each by the weight at its place. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at] ?? 0), 0);
}

/** Luhn's check digit (ISO/IEC 7812), the last one. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, double = false; at >= 0; at--, double = !double) {
    const digit = Number(digits[at]) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

export function allSame(digits: string): boolean {
  return /^(.)\1*$/.test(digits);
}
