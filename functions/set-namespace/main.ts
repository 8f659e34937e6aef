import { runProcess } from '../../lib/krm/process';
import { setNamespace } from './function';
import help from './README.md';

runProcess(setNamespace, help);
