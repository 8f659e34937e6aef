import { parse } from 'yaml';
import { evaluate, type KrmFunction } from '../../lib/krm/function';
import type { Result } from '../../lib/krm/result';

/** What an independent parser reads; tests say what they expect of it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into objects of many kinds
export type Data = any;

export interface Run {
  exitCode: number;
  stdout: string;
  stderr: string;
  items: Data[];
  results: Result[];
}

/** Runs a function on the text of a ResourceList, in this process. */
export function run<Config>(krmFunction: KrmFunction<Config>, input: string): Run {
  const { stdout, stderr, exitCode } = evaluate(krmFunction, Buffer.from(input));
  const text = stdout.toString();
  return {
    exitCode,
    stdout: text,
    stderr,
    get items() {
      return parse(text, { logLevel: 'silent' })?.items ?? [];
    },
    get results() {
      const at = text.lastIndexOf('\nresults:');
      return at < 0 ? [] : parse(text.slice(at)).results;
    },
  };
}

/** A ResourceList of YAML documents, as kpt sends it: one item per document. */
export function listOf(documents: readonly string[], functionConfig?: string): string {
  const items = documents.map(document => indentItem(document.trim()));
  const head = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n';
  return withConfig(`${head}${items.length === 0 ? 'items: []' : `items:\n${items.join('\n')}`}\n`, functionConfig);
}

/** A ResourceList with a function config behind it, if there is one. */
export function withConfig(list: string, functionConfig: string | undefined): string {
  return functionConfig === undefined ? list : `${list}functionConfig:\n${indent(functionConfig.trim())}\n`;
}

/** A ConfigMap as kpt makes it of `configMap:` in a Kptfile: `data` in flow style. */
export function configMap(data: Record<string, string>): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: function-input\ndata: ${JSON.stringify(data)}\n`;
}

function indentItem(document: string): string {
  return indent(document).replace(/^ {2}/, '- ');
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
