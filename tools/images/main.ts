import { parseArgs } from 'node:util';
import { chooseBase } from './base-choice';
import { buildImage } from './build-image';
import { engineProblem, removeUnnamed } from './docker';
import { ImageError } from './image-error';
import { localBase } from './local-base';
import { functionNames, imageName, REPOSITORY, VARIANTS, type Variant } from './names';
import { formatTable } from './table';

const USAGE = `Builds the image of every function, on Node.js and on Bun.

  images [--base public|local|REFERENCE] [--repository ${REPOSITORY}]

  --base        base of the Node images; without it the public one if it can be pulled, else a local one
  --repository  what the names of the images start with`;

function main(): void {
  const { values } = parseArgs({
    options: {
      base: { type: 'string' },
      repository: { type: 'string', default: REPOSITORY },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const problem = engineProblem();
  if (problem) throw new ImageError(`make images needs a running Docker engine: ${problem}`);
  const bases: Record<Variant, string> = { node: chooseBase(values.base), bun: localBase('bun') };
  const images = functionNames().flatMap(name =>
    VARIANTS.map(variant => {
      console.log(`building ${imageName(values.repository, name, variant)}`);
      return buildImage(name, variant, bases[variant], values.repository);
    }),
  );
  for (const base of Object.values(bases)) removeUnnamed(base);
  console.log(formatTable(images));
}

try {
  main();
} catch (error) {
  if (!(error instanceof ImageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
