import { CfnResource, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import * as v from 'valibot';

/** A finding that somebody accepted on a construct. */
export interface Acknowledgement {
  readonly id: string;
  readonly reason: string;
  readonly path: string;
  /** Whether it covers one resource and nothing else. */
  readonly isExact: boolean;
}

const dataSchema = v.record(v.string(), v.string());
const KEY = Validations.ACKNOWLEDGED_RULES_METADATA_KEY;

export function listAcknowledgements(root: IConstruct): Acknowledgement[] {
  return root.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === KEY)
      .flatMap(({ data }) => Object.entries(v.parse(dataSchema, data)))
      .map(([id, reason]) => ({
        // CDK puts a word of its own in front.
        id: id.replace(/^annotation::/i, ''),
        reason,
        path: construct.node.path,
        isExact: CfnResource.isCfnResource(construct),
      })),
  );
}
