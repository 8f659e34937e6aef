import type { Results } from '../results';
import { machineSentence } from './machine-sentence';
import { functionRows, imageRows, pipelineRows, type Rows, targetRows } from './rows';

/** What README.md shows: set-labels at a glance, everything else one click away. `folder` holds plot and JSON. */
export function readmeReport(results: Results, folder: string): string {
  const met = results.targets.filter(({ verdict }) => verdict === 'met').length;
  const parts = [
    markdownTable(withoutOthers(functionRows(results))),
    `![Time by number of resources](${folder}/results.svg)`,
    `${machineSentence(results)} Medians in milliseconds, start included; [all figures](${folder}/results.json).`,
    ...results.notes,
    details('All functions, and reading every value (toJS, in brackets the reading alone)', functionRows(results)),
    details('Five functions under kpt', pipelineRows(results)),
    ...(results.images.length > 0 ? [details('Images', imageRows(results))] : []),
    details(`Targets: ${met} of ${results.targets.length} met`, targetRows(results)),
  ];
  return parts.join('\n\n');
}

const AT_A_GLANCE = ['apply-setters', 'cat', 'kubeconform', 'set-labels', 'set-namespace', 'validate-schema'];

/** The functions that there is a program in Go to compare with, and `cat`. */
function withoutOthers({ head, body }: Rows): Rows {
  return { head, body: body.filter(([what = '']) => AT_A_GLANCE.includes(what)) };
}

function details(summary: string, rows: Rows): string {
  return `<details><summary>${summary}</summary>\n\n${markdownTable(rows)}\n\n</details>`;
}

export function markdownTable({ head, body }: Rows): string {
  const rule = head.map((_, i) => (i < 2 ? '---' : '---:'));
  return [head, rule, ...body].map(cells => `| ${cells.map(escaped).join(' | ')} |`).join('\n');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}
