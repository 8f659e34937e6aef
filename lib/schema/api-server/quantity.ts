const SUFFIXES: Record<string, number> = { '': 1 };
['n', 'u', 'm'].forEach((suffix, i) => {
  SUFFIXES[suffix] = 10 ** (3 * i - 9);
});
['k', 'M', 'G', 'T', 'P', 'E'].forEach((suffix, i) => {
  SUFFIXES[suffix] = 1000 ** (i + 1);
  SUFFIXES[`${suffix.toUpperCase()}i`] = 1024 ** (i + 1);
});

/** What a quantity comes to; NaN where a text is none. */
export function amountOf(text: string): number {
  const [, number, suffix = ''] = /^([-+]?[\d.]+(?:[eE][-+]?\d+)?)([numkMGTPE]i?|Ki)?$/.exec(text.trim()) ?? [];
  return Number(number) * (SUFFIXES[suffix] ?? Number.NaN);
}
