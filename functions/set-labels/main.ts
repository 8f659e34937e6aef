import { runProcess } from '../../lib/krm/process';
import { setLabels } from './function';
import help from './README.md';

runProcess(setLabels, help);
