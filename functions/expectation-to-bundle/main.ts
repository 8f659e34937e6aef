import { runProcess } from '../../lib/krm/process';
import { expectationToBundle } from './function';
import help from './README.md';

runProcess(expectationToBundle, help);
