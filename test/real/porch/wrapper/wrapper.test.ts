import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CASES, describeContainers, finish, image } from '../../../support/containers';
import { executable } from '../../../support/kpt-package';
import { configMap, listOf } from '../../../support/run';
import { config, SITES } from '../../../support/sites';
import { WrappedImage } from './wrapped-image';

/** Our images as Porch's Pods run them: behind its wrapper, as nobody, on a read-only root. */

/** Configs with which each function has something to do in every package. */
const CONFIGS: Record<string, string> = {
  'apply-setters': configMap({ site: 'edge1' }),
  'expectation-to-bundle': configMap({ namespace: 'slices' }),
  'set-labels': configMap({ env: 'prod' }),
  'set-namespace': configMap({ namespace: 'prod' }),
  'set-target-site': config({ site: 'edge1' }),
};

function examples(name: string): string[] {
  const root = join('functions', name, 'examples');
  return readdirSync(root).map(example => readFileSync(join(root, example, 'input.yaml'), 'utf8'));
}

const MIB = 1024 * 1024;
const LINE = `    ${'0123456789abcdef'.repeat(6)}\n`;

/** A list of so many MiB. */
function large(size: number, functionConfig: string | undefined): string {
  const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: large\n  namespace: large\ndata:\n  text: |\n';
  return listOf([...SITES, head + LINE.repeat((size * MIB) / (LINE.length + 2))], functionConfig);
}

describeContainers.each(CASES)('$name on $variant, behind Porch’s wrapper', ({ name, variant }) => {
  const reference = image(name, variant);
  const viaExec = (list: string) => finish(executable(name), [], list);

  let wrapped: WrappedImage | undefined;
  beforeAll(async () => {
    wrapped = await WrappedImage.start(reference);
  }, 60_000);
  afterAll(() => wrapped?.stop());

  async function evaluate(list: string): Promise<string> {
    if (!wrapped) throw new Error('it has not started');
    return wrapped.evaluator.evaluate(list, reference);
  }

  test('gives the bytes that the executable gives; a failure is an error with each of its findings', async () => {
    for (const input of [...examples(name), 'kind: List\n', listOf(SITES, CONFIGS[name])]) {
      const { status, stdout, stderr } = viaExec(input);
      if (status === 0) expect(await evaluate(input)).toBe(stdout);
      else for (const line of stderr.trim().split('\n')) await expect(evaluate(input)).rejects.toThrow(line);
    }
  });

  test('a list of 5 MiB passes; one of more than 6 MiB is refused with both sizes, and the next one passes', async () => {
    const list = large(5, CONFIGS[name]);
    expect(list.length).toBeGreaterThan(5 * MIB);
    const { status, stdout } = viaExec(list);
    expect({ status, same: (await evaluate(list)) === stdout }).toEqual({ status: 0, same: true });
    const tooLarge = large(6.1, CONFIGS[name]);
    await expect(evaluate(tooLarge)).rejects.toThrow(/received message larger than max \(\d+ vs\. 6291456\)/);
    expect(await evaluate(listOf(SITES, CONFIGS[name]))).toBe(viaExec(listOf(SITES, CONFIGS[name])).stdout);
  });
});

describeContainers('a function that crashes', () => {
  let wrapped: WrappedImage | undefined;
  afterAll(() => wrapped?.stop());

  test('is an error that names the function and what it has said; the wrapper stays', async () => {
    const reference = image('set-labels', 'node');
    const crash =
      "process.stdout.write('half a list'); process.stderr.write('no memory'); process.kill(process.pid, 'SIGKILL')";
    wrapped = await WrappedImage.start(reference, ['/nodejs/bin/node', '-e', crash]);
    for (let call = 0; call < 2; call++) {
      const evaluated = wrapped.evaluator.evaluate(listOf(SITES), reference);
      await expect(evaluated).rejects.toThrow(
        // What Node.js says of the crash itself follows.
        /failed to parse the output of function ".*set-labels.*" with stderr 'no memory/,
      );
    }
  });
});
