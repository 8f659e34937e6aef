/** Decimal numbers as people write them. Scaling and comparing are exact: 0.1 Gbit/s are 100000 kbit/s, and no float is near. */

/** `digits` × 10^-`scale`; scale is never negative, and no zero ends the fraction. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

export const ZERO: Decimal = { digits: 0n, scale: 0 };

const DECIMAL = /^([-+]?)(\d{1,400})(?:\.(\d{1,400}))?(?:[eE]([-+]?\d{1,3}))?$/;

/** Reads a number; undefined where the text is none, or has more digits than any quantity needs. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  return shift({ digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), scale: fraction.length }, +exponent);
}

/** The decimal × 10^exponent. */
export function shift({ digits, scale }: Decimal, exponent: number): Decimal {
  const moved = scale - exponent;
  return moved < 0 ? { digits: digits * 10n ** BigInt(-moved), scale: 0 } : reduced(digits, moved);
}

function reduced(digits: bigint, scale: number): Decimal {
  if (digits === 0n) return { digits, scale: 0 };
  let [shorter, left] = [digits, scale];
  while (left > 0 && shorter % 10n === 0n) {
    shorter /= 10n;
    left--;
  }
  return { digits: shorter, scale: left };
}

/** Negative where a is less than b, positive where it is greater, 0 where they are equal. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export function isInteger({ scale }: Decimal): boolean {
  return scale === 0;
}

/** The greatest whole number that is not above the decimal. */
export function floor({ digits, scale }: Decimal): Decimal {
  const unit = 10n ** BigInt(scale);
  const whole = digits / unit;
  return { digits: digits < 0n && digits % unit !== 0n ? whole - 1n : whole, scale: 0 };
}

export function plus({ digits, scale }: Decimal, whole: bigint): Decimal {
  return { digits: digits + whole * 10n ** BigInt(scale), scale };
}

export function formatDecimal({ digits, scale }: Decimal): string {
  if (scale === 0) return String(digits);
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  return `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** The decimal as YAML data: a number where one holds it to the last digit, a bigint, else its text. */
export function decimalValue(decimal: Decimal): number | bigint | string {
  if (isInteger(decimal)) {
    const number = Number(decimal.digits);
    return Number.isSafeInteger(number) ? number : decimal.digits;
  }
  const text = formatDecimal(decimal);
  const number = Number(text);
  return String(number) === text ? number : text;
}
