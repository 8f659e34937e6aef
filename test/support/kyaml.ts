import { spawnSync } from 'node:child_process';
import { assignKey, type YamlMap, type YamlValue } from '../../lib/yaml/value';

/** The program of test/kyaml, if `make` has built it. */
export const kyamlProgram = process.env.KYAML_VALUES;

/** A value as the program prints it. */
type Printed = null | boolean | string | Printed[] | Wrapped;
interface Wrapped {
  map?: { [key: string]: Printed };
  int?: string;
  float?: string;
  timestamp?: string;
  binary?: string;
}

/** What a text is: a value, or refused. */
export interface Reading {
  value?: YamlValue;
  error?: string;
}

/** Reads texts with kyaml, in one process. */
export function readWithKyaml(texts: readonly string[]): Reading[] {
  const input = texts.map(text => `${Buffer.from(text).toString('base64')}\n`).join('');
  const { status, stdout, stderr, error } = spawnSync(kyamlProgram ?? '', {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${kyamlProgram} has failed: ${stderr.slice(0, 2000)}`);
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map(line => {
    const answer: { value: Printed } | { error: string } = JSON.parse(line);
    return 'error' in answer ? answer : { value: fromPrinted(answer.value) };
  });
}

/** As this library gives it: integers beyond 2^53 as bigints, dates and bytes as text. */
function fromPrinted(printed: Printed): YamlValue {
  if (Array.isArray(printed)) return printed.map(fromPrinted);
  if (typeof printed !== 'object' || printed === null) return printed;
  const { map, int, float, timestamp, binary } = printed;
  if (map) return mapOf(map);
  if (int !== undefined) return Number.isSafeInteger(Number(int)) ? Number(int) : BigInt(int);
  if (float !== undefined) return Number(float.replace('Inf', 'Infinity'));
  return timestamp ?? binary ?? null;
}

function mapOf(printed: { [key: string]: Printed }): YamlMap {
  const map: YamlMap = {};
  for (const [key, value] of Object.entries(printed)) assignKey(map, key, fromPrinted(value));
  return map;
}
