import { runProcess } from '../../lib/krm/process';
import { applySetters } from './function';
import help from './README.md';

runProcess(applySetters, help);
