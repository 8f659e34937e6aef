import { runProcess } from '../../lib/krm/process';
import { setTargetSite } from './function';
import help from './README.md';

runProcess(setTargetSite, help);
