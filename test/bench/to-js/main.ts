import { readFileSync } from 'node:fs';
import { ResourceList } from '../../../lib/krm/resource-list';

/** Reads every value of every resource of the list on stdin, and prints how many milliseconds that took. */

const bytes = readFileSync(0);
const start = performance.now();
const values = new ResourceList(bytes).items.map(object => object.toJS());
const milliseconds = performance.now() - start;
process.stdout.write(JSON.stringify({ resources: values.length, milliseconds }));
