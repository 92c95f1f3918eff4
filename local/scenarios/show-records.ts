import { isKept, type Failure, type StepReport } from '../story/story-report';
import { decisionTable, type DecisionRecord } from './decision-record';

export interface ScenarioReport {
  readonly steps: readonly StepReport[];
  readonly records: readonly DecisionRecord[];
  readonly failure?: Failure;
}

/** Closes with the decision record of every notification of the scenarios. */
export function showRecords(report: ScenarioReport, shown: NodeJS.WritableStream): void {
  for (const record of report.records) shown.write(`\n${decisionTable(record)}\n`);
  const { failure } = report;
  if (failure !== undefined) {
    shown.write(`\n${failure.code}: ${failure.message}\n${failure.nextStep}\n`);
  }
  shown.write(
    isKept(report) ? '\nEverything went as promised.\n' : '\nNOT as promised: see above.\n',
  );
}

/** The same for a machine. */
export const scenarioDocument = ({ steps, records, failure }: ScenarioReport): object => ({
  ok: isKept({ steps, failure }),
  scenarios: steps,
  records,
  ...(failure && { error: failure }),
});
