import * as v from 'valibot';
import type { HouseRule } from './house-rule';

const functionSchema = v.object({
  KmsKeyArn: v.optional(v.string()),
  Environment: v.object({ Variables: v.record(v.string(), v.string()) }),
});
const logGroupSchema = v.object({
  RetentionInDays: v.optional(v.number()),
  KmsKeyId: v.optional(v.string()),
});

const SOUNDS_SECRET = /SECRET|TOKEN|PASSWORD|PEPPER|CREDENTIAL|PRIVATE|API_?KEY/;
const ARN = /^arn:aws:secretsmanager:/;

/** Switches of Node and of tools that talk too much or trust too much. */
const TALKATIVE = new Set([
  'AWS_LAMBDA_LOG_LEVEL',
  'DEBUG',
  'NODE_DEBUG',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'POWERTOOLS_DEV',
  'POWERTOOLS_LOGGER_LOG_EVENT',
  'HTTP_PROXY',
  'HTTPS_PROXY',
]);

/** No secret and no text where somebody reads it who should not. */
export const SECRECY_RULES: readonly HouseRule[] = [
  {
    name: 'EnvironmentHoldsNoSecret',
    type: 'AWS::Lambda::Function',
    says: 'A variable that sounds like a secret is not the ARN of one, or variables are not encrypted with our key.',
    why: 'Whoever may describe a function reads its variables.',
    isBroken: ({ resource }) => {
      const { Environment, KmsKeyArn } = v.parse(functionSchema, resource.Properties);
      return (
        KmsKeyArn === undefined ||
        Object.entries(Environment.Variables).some(
          ([name, value]) => SOUNDS_SECRET.test(name) && !ARN.test(value),
        )
      );
    },
  },
  {
    name: 'NoTalkativeSwitch',
    type: 'AWS::Lambda::Function',
    says: 'A variable makes the runtime print what it handles, or trust whom it should not.',
    why: 'A debugging aid that was left on is a leak.',
    isBroken: ({ resource }) => {
      const { Variables } = v.parse(functionSchema, resource.Properties).Environment;
      return Object.entries(Variables).some(
        ([name, value]) => TALKATIVE.has(name.toUpperCase()) || /^(debug|trace)$/i.test(value),
      );
    },
  },
  {
    name: 'LogsEndAndAreEncrypted',
    type: 'AWS::Logs::LogGroup',
    says: 'The log group keeps its lines for ever, or not under our key.',
    why: 'A log line names notifications and conversations; who may read it and how long is ours to say.',
    isBroken: ({ resource }) => {
      const { RetentionInDays, KmsKeyId } = v.parse(logGroupSchema, resource.Properties);
      return RetentionInDays === undefined || KmsKeyId === undefined;
    },
  },
];
