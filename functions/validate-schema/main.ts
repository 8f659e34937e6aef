import { runProcess } from '../../lib/krm/process';
import { validateSchema } from './function';
import help from './README.md';

runProcess(validateSchema, help);
