import { type Configs, FileFormat, type KptFunc, parse, runFnWithConfigs, stringify } from 'kpt-functions';

/** What the SDK itself makes of a list: its reader, its runner, its writer, as its `run` calls them. */
export async function sdkRoundTrip(kptFunc: KptFunc, input: string): Promise<string> {
  const configs = readBySdk(input);
  await runFnWithConfigs(kptFunc, configs);
  return writeBySdk(configs);
}

export function readBySdk(input: string): Configs {
  return parse(input, FileFormat.YAML);
}

export function writeBySdk(configs: Configs): string {
  return stringify(configs, FileFormat.YAML);
}

/** An SDK function as its users write it. */
export function kptFunc(run: (configs: Configs) => void | Promise<void>, usage = 'A function.'): KptFunc {
  const named = {
    async example(configs: Configs) {
      await run(configs);
    },
  };
  return Object.assign(named.example, { usage });
}
