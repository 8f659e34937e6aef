import type { KrmFunction } from '../../lib/krm/function';
import type { Report } from '../../lib/krm/report';
import { SetterApplication } from './apply';
import { type ApplySettersConfig, applySettersConfig } from './config';
import { listSetters } from './list-setters';
import { findSetterComments } from './setter-comments';
import { reportUnknownSetters } from './unknown-setters';

/** Sets the values that carry a comment `# kpt-set: ${name}`. */
export const applySetters: KrmFunction<ApplySettersConfig> = {
  name: 'apply-setters',
  summary: 'Sets the values that have a comment `# kpt-set: ${name}`, in whole or in part.',
  config: applySettersConfig,
  run(resources, { setters, list }, report) {
    const comments = findSetterComments(resources);
    if (list) {
      listSetters(comments, resources, report);
      return;
    }
    const application = new SetterApplication(setters, report);
    application.apply(comments);
    reportCounts(application, report);
    reportUnknownSetters(comments, setters, report);
  },
};

function reportCounts({ fields, changed }: SetterApplication, report: Report): void {
  if (report.hasErrors) return;
  if (fields === 0) {
    const message = 'no value has a comment with any of the setters given: nothing is set';
    report.info({ code: 'NO_MATCHES', message });
    return;
  }
  const message = `${fields} ${fields === 1 ? 'field has a setter' : 'fields have setters'} with a value, ${changed} changed`;
  report.info({ code: 'SETTERS_APPLIED', message });
}
