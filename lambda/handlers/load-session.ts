import { readTemplates } from '../adapters/template-file';
import { loadSessionEnvironment } from '../contract/environment';
import { parseOwn } from '../contract/unreadable-data-error';
import { loadSession } from '../steps/load-session';
import { openLoadSession } from './load-session-deps';
import { logged } from './logged';
import { telemetry } from './runtime';

const environment = parseOwn(loadSessionEnvironment, process.env, 'the environment');

export const handler = logged(
  'Load session',
  telemetry(environment.METRICS_NAMESPACE),
  // The templates are in the bundle's own folder.
  loadSession(openLoadSession(environment, readTemplates(__dirname))),
);
