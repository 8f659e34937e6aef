import type { KrmFunction } from '../../lib/krm/function';
import type { Report } from '../../lib/krm/report';
import { isPackageContext } from '../../lib/krm/resource-list';
import { SetterApplication } from './apply';
import { type ApplySettersConfig, applySettersConfig } from './config';
import { listSetters } from './list-setters';
import { findSetterComments } from './setter-comments';
import { namesIn, reportSettersWithoutValue, reportUnusedSetters } from './unknown-setters';

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
    if (report.hasErrors) return;
    for (const change of application.changes) report.info(change);
    reportCounts(application, report);
    // A package context is there for others, too.
    const isContext = resources.functionConfig !== undefined && isPackageContext(resources.functionConfig);
    const names = namesIn(comments);
    if (!isContext) reportUnusedSetters(names, setters, report);
    reportSettersWithoutValue(names, setters, report);
  },
};

function reportCounts({ fields, changed, changes }: SetterApplication, report: Report): void {
  if (fields === 0) {
    const message = 'no value has a comment with any of the setters given: nothing is set';
    report.info({ code: 'NO_MATCHES', message });
    return;
  }
  const subject = fields === 1 ? 'field has a setter' : 'fields have setters';
  const listed = changed > changes.length ? `, the first ${changes.length} of them are listed` : '';
  report.info({ code: 'SETTERS_APPLIED', message: `${fields} ${subject} with a value, ${changed} changed${listed}` });
}
