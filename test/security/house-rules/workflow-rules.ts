import * as v from 'valibot';
import type { HouseRule } from './house-rule';

/** States whose task is a message to a customer. */
const SENDING_STATES = ['Post message', 'Open new session', 'Send by channel'];

const stateSchema = v.object({
  Type: v.string(),
  Retry: v.optional(v.array(v.unknown()), []),
  Catch: v.optional(v.array(v.object({ ErrorEquals: v.array(v.string()) })), []),
});
const definitionSchema = v.object({ States: v.record(v.string(), stateSchema) });

const machineSchema = v.object({
  DefinitionString: v.pipe(v.string(), v.parseJson(), definitionSchema),
  LoggingConfiguration: v.object({ IncludeExecutionData: v.boolean(), Level: v.string() }),
  EncryptionConfiguration: v.optional(v.object({ Type: v.string() })),
});

/** A send happens once, and what executions carry stays with them. */
export const WORKFLOW_RULES: readonly HouseRule[] = [
  {
    name: 'SendsAreNotRetried',
    type: 'AWS::StepFunctions::StateMachine',
    says: 'A state that sends is missing, is retried, or lets a failure go uncaught.',
    why: 'A function that failed may have sent; a second run would write to the customer twice.',
    isBroken: ({ resource }) => {
      const { States } = v.parse(machineSchema, resource.Properties).DefinitionString;
      return SENDING_STATES.some((name) => {
        const { Retry = [{}], Catch = [] } = States[name] ?? {};
        return (
          Retry.length > 0 || !Catch.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'))
        );
      });
    },
  },
  {
    name: 'ExecutionsAreNotLogged',
    type: 'AWS::StepFunctions::StateMachine',
    says: 'Inputs and outputs go into the log, failures do not, or executions are not encrypted with our key.',
    why: 'The first input holds the text of the request.',
    isBroken: ({ resource }) => {
      const machine = v.parse(machineSchema, resource.Properties);
      const { IncludeExecutionData, Level } = machine.LoggingConfiguration;
      return (
        IncludeExecutionData ||
        Level === 'OFF' ||
        machine.EncryptionConfiguration?.Type !== 'CUSTOMER_MANAGED_KMS_KEY'
      );
    },
  },
];
