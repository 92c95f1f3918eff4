import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Match } from 'aws-cdk-lib/assertions';
import { synthesizeStack, workflowDefinition } from '../support/synth';

const template = synthesizeStack();
const buses = Object.values(template.findResources('AWS::Events::EventBus'));
const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

describe("the source of the workflow's own events", () => {
  it('is denied to every principal but the role of the workflow', () => {
    template.hasResourceProperties('AWS::Events::EventBus', {
      Policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyTheWorkflowTellsOutcomes',
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 'events:PutEvents',
            Resource: Match.anyValue(),
            Condition: {
              'ForAnyValue:StringEquals': { 'events:source': 'proactive-messaging' },
              ArnNotEquals: { 'aws:PrincipalArn': machine?.Properties.RoleArn },
            },
          },
        ],
      },
    });
  });

  it('is reserved on the bus where applications publish, by its whole name', () => {
    const [own] = buses.filter(({ Properties }) => Properties.Policy !== undefined);
    const resource = JSON.stringify(own?.Properties.Policy.Statement[0].Resource);

    expect(own?.Properties.EventSourceName).toBeUndefined();
    expect(resource).toContain(`:event-bus/${own?.Properties.Name}"`);
  });

  it('is the one under which the workflow publishes', () => {
    const published = JSON.stringify(workflowDefinition(template)).match(/"Source":"[^"]+"/g);

    expect(new Set(published)).toEqual(new Set(['"Source":"proactive-messaging"']));
  });

  it('leaves applications free to publish under every other source', () => {
    const statements = buses.flatMap(({ Properties }) => Properties.Policy?.Statement ?? []);

    expect(statements).toHaveLength(1);
    expect(Object.keys(statements[0].Condition['ForAnyValue:StringEquals'])).toEqual([
      'events:source',
    ]);
  });
});
