import { isKept, type StoryReport } from './story-report';

/** The one document that `--json` prints. */
export function toJsonDocument(report: StoryReport): Record<string, unknown> {
  return {
    ok: isKept(report),
    ...(report.failure === undefined ? {} : { error: report.failure }),
    steps: report.steps,
    notifications: report.notifications.map(
      ({ notificationKey, outcome, reason, conversationId, genesysCalls }) => ({
        notificationKey,
        outcome,
        reason,
        conversationId,
        genesysCalls,
      }),
    ),
    transcripts: report.transcripts,
    timings: report.timings,
  };
}
