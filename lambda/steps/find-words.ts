import type { MessageTemplates } from '../contract/message-templates';
import { roomForText } from '../contract/request-events';
import type { ConflictReported, NotificationRequested } from '../contract/request-events';
import { renderTemplate } from '../domain/template';
import type { Rendering } from '../domain/template';
import { channelsOf, policyOf } from './store-request';

/** The words a request means: those it brings, or those of a template of the stage, filled once and for all. */
export const findWords = (
  templates: MessageTemplates,
  request: NotificationRequested | ConflictReported,
): Rendering =>
  'template' in request
    ? renderTemplate(
        templates,
        request.template,
        roomForText({ policy: policyOf(request), channels: channelsOf(request) }),
      )
    : { kind: 'rendered', text: request.text };
