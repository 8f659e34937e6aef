import { runProcess } from '../../lib/krm/process';
import { policyEnforcer } from './function';
import help from './README.md';

runProcess(policyEnforcer, help);
