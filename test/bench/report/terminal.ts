import Table from 'cli-table3';
import type { Results } from '../results';
import { machineSentence } from './machine-sentence';
import { functionRows, imageRows, pipelineRows, type Rows, targetRows } from './rows';

/** The whole report as a terminal shows it. */
export function terminalReport(results: Results): string {
  const parts = [
    'Functions: from a ResourceList on stdin to one on stdout, start included.',
    'toJS reads every value of every resource; in brackets the reading alone.',
    format(functionRows(results), 2),
    'Pipelines: kpt fn render of a package with five functions.',
    format(pipelineRows(results), 2),
    ...(results.images.length > 0 ? [format(imageRows(results), 2)] : []),
    'Targets',
    format(targetRows(results), 1),
    ...results.notes,
    machineSentence(results),
  ];
  return parts.join('\n');
}

/** The first columns hold words, all others numbers. */
function format({ head, body }: Rows, words: number): string {
  const colAligns = head.map((_, i) => (i < words ? ('left' as const) : ('right' as const)));
  const table = new Table({ head, colAligns, style: { head: [], border: [], compact: true } });
  table.push(...body);
  return table.toString();
}
