import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { REPOSITORY, VARIANTS } from '../../tools/images/names';
import { describeContainers, image } from '../support/containers';
import { KptPackage, kpt } from '../support/kpt-package';

/** Real kpt with images leaves the files that it leaves with executables, byte for byte. */

const EXAMPLES = 'Kptfile-examples';
const examples = readdirSync(EXAMPLES, { withFileTypes: true }).filter(entry => entry.isDirectory());

const packages: KptPackage[] = [];
afterAll(() => {
  for (const kptPackage of packages) kptPackage.remove();
});

function open(source?: string): KptPackage {
  const kptPackage = new KptPackage(source);
  packages.push(kptPackage);
  return kptPackage;
}

const NEVER_PULL = ['--image-pull-policy=never', '--truncate-output=false'];

describeContainers.each(VARIANTS)('kpt with images on %s', variant => {
  /** Renders with this suite's images in the place of the published ones, which are named again afterwards. */
  function render(kptPackage: KptPackage) {
    const kptfile = join(kptPackage.folder, 'Kptfile');
    const replaced = new Map<string, string>();
    const published = new RegExp(`${REPOSITORY}/([a-z-]+):v[0-9.]+`, 'g');
    const pipeline = readFileSync(kptfile, 'utf8').replace(published, (whole, name: string) => {
      replaced.set(image(name, variant), whole);
      return image(name, variant);
    });
    expect(replaced.size).toBeGreaterThan(0);
    writeFileSync(kptfile, pipeline);
    const finished = kpt(['fn', 'render', kptPackage.folder, ...NEVER_PULL]);
    let rendered = readFileSync(kptfile, 'utf8');
    for (const [ours, whole] of replaced) rendered = rendered.replaceAll(ours, whole);
    writeFileSync(kptfile, rendered);
    return finished;
  }

  test.each(examples.map(({ name }) => name))('render: %s', name => {
    const [withExecutables, withImages] = [open(join(EXAMPLES, name)), open(join(EXAMPLES, name))];
    expect(withExecutables.render()).toMatchObject({ status: 0 });
    expect(render(withImages)).toMatchObject({ status: 0 });
    expect(withImages.diff()).toBe(withExecutables.diff());
  });

  test.each([
    ['apply-setters', 'tag=2.2'],
    ['set-labels', 'env=prod'],
    ['set-namespace', 'namespace=prod'],
    ['set-target-site', 'site=edge1'],
    ['expectation-to-bundle', 'namespace=slices'],
  ])('eval: %s %s', (name, argument) => {
    const source = join(EXAMPLES, name);
    const [withExecutable, withImage] = [open(source), open(source)];
    expect(withExecutable.eval(name, [argument])).toMatchObject({ status: 0 });
    const fromImage = ['fn', 'eval', withImage.folder, '--image', image(name, variant), ...NEVER_PULL];
    expect(kpt([...fromImage, '--', argument])).toMatchObject({ status: 0 });
    expect(withImage.diff()).toBe(withExecutable.diff());
    expect(withImage.diff()).not.toBe('');
  });
});
