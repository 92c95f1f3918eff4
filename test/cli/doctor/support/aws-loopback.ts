import type { Place } from '../../../../cli/aws/place';
import { createAwsView } from '../../../../cli/doctor/aws/create-aws-view';
import { NOON_MS } from '../../../support/fixed-clock';
import { answerJson, startLoopbackServer } from '../../../support/loopback-server';
import type { SeenRequest } from '../../../support/loopback-server';

/** An answer of AWS: a body, or a refusal by its name. */
export type AwsAnswer = { readonly body: unknown } | { readonly refusal: string };

export interface StackResource {
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
}

const toXml = ({ type, logicalId, physicalId }: StackResource): string =>
  `<member><ResourceType>${type}</ResourceType><LogicalResourceId>${logicalId}</LogicalResourceId>` +
  `<PhysicalResourceId>${physicalId}</PhysicalResourceId></member>`;

const stackOf = (resources: readonly StackResource[]): string =>
  '<ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries>' +
  `${resources.map(toXml).join('')}</StackResourceSummaries></ListStackResourcesResult>` +
  '</ListStackResourcesResponse>';

/** Name of the operation, in the protocol that names it in a header. */
const operationOf = ({ headers }: SeenRequest): string =>
  String(headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1) ?? '';

/** A real server that speaks for the services of AWS, and the doctor's view of it. */
export async function startAws(
  resources: readonly StackResource[],
  answer: (operation: string, body: string) => AwsAnswer,
) {
  const server = await startLoopbackServer((response, request) => {
    if (request.body.startsWith('Action=ListStackResources')) {
      response.writeHead(200, { 'content-type': 'text/xml' });
      return void response.end(stackOf(resources));
    }
    const answered = answer(operationOf(request), request.body);
    return 'body' in answered
      ? answerJson(response, 200, answered.body)
      : answerJson(response, 400, { __type: answered.refusal, message: 'no' });
  });
  const place: Place = {
    region: 'eu-west-1',
    endpoint: server.url,
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
  };
  const view = createAwsView({
    findPlace: async () => place,
    stack: 'messaging',
    nowMs: () => NOON_MS,
  });
  return { view, seen: server.seen, close: () => server.close() };
}
