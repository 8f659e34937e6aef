import { BenchError } from '../bench-error';

const BEGIN = '<!-- bench:begin -->';
const END = '<!-- bench:end -->';

/** A page with what stands between its two marks replaced. Throws `BenchError` where it does not have them. */
export function withReport(page: string, report: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new BenchError(`the page has no ${BEGIN} with ${END} behind it`);
  return `${page.slice(0, begin)}${BEGIN}\n${report}\n${page.slice(end)}`;
}
