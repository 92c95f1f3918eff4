import { isAccount } from '../cloud/deploy-target';
import { createAwsClients, type AwsClients } from './aws-clients';
import { equipStage, type DeployedStage } from './deployed-stage';
import type { Ending } from './ending';
import { genesysControl, type EventSource, type OAuthClient } from './genesys-control';
import { genesysTruth } from './genesys-truth';
import type { LaptopPlace, StartedLaptop } from './laptop';
import type { Scene } from './scene';
import { readOutputs, type StackOutputs } from './stack-outputs';

/** Builds everything the steps need around a deployed stage. */
export async function setScene({ laptop, outputs }: StartedLaptop, ending: Ending): Promise<Scene> {
  const { genesys, emulator } = laptop;
  const control = genesysControl(genesys.control);
  const suffix = emulator === undefined ? `-${Date.now().toString(36)}` : '';
  const contactId = `xyz789-contact-id${suffix}`;
  const [stage, deploymentId, applicationClient] = await Promise.all([
    readyStage(laptop, ending, { outputs, client: genesys, inboxName: `story${suffix}` }),
    control.createDeployment('Shop'),
    control.createOAuthClient('The application'),
    control.createContact({ id: contactId, name: 'Ann' }),
  ]);
  const payload = {
    webchatSessionId: `abc123-session-token${suffix}`,
    contactId,
    from: { id: 'my-bot-user-id' },
    text: 'Hello, do you need help?',
  };
  const truth = genesysTruth(genesys.control);
  const { api, login } = genesys;
  return {
    genesys: { api, login, control, truth, deploymentId, applicationClient },
    stage,
    payload,
    isAws: isAccount(laptop.target),
    suffix,
    records: [],
    promisedTexts: [],
  };
}

export interface NewStage {
  readonly outputs: Readonly<Record<string, string>>;
  readonly client: OAuthClient;
  readonly inboxName: string;
}

/** Makes a deployed stage ready; what it listens with goes when the run ends. */
export async function readyStage(
  place: LaptopPlace,
  ending: Ending,
  { outputs, client, inboxName }: NewStage,
): Promise<DeployedStage> {
  const aws = createAwsClients(place.target);
  const { clientId, clientSecret } = client;
  const stage = await equipStage({
    aws,
    outputs: readOutputs(outputs),
    client: { clientId, clientSecret },
    connectEvents: async (known) => await connectEvents(place, aws, known),
    plainHttp: place.target.endpoint.startsWith('http:'),
    inboxName,
  });
  ending.onEnd(async () => {
    await stage.inbox.close({ remove: place.emulator === undefined });
    aws.destroy();
  });
  return stage;
}

async function connectEvents(
  { genesys, target, emulator }: LaptopPlace,
  aws: AwsClients,
  outputs: StackOutputs,
): Promise<void> {
  const { accessKeyId, secretAccessKey } = await aws.events.config.credentials();
  const { region } = target;
  const endpoint = isAccount(target) ? `https://events.${region}.amazonaws.com` : target.endpoint;
  const place = { endpoint, region, accessKeyId, secretAccessKey };
  const source = sourceFor(outputs, emulator !== undefined);
  await genesysControl(genesys.control).addEventSource(source, place);
}

/**
 * Genesys publishes as an AWS partner, which the built-in emulator delivers. Other emulators accept
 * such events and lose them, and in an account only Genesys may send them; there the events come
 * under the extra source that the stack's rules accept as well.
 */
function sourceFor({ PartnerBusName, BusName }: StackOutputs, isBuiltIn: boolean): EventSource {
  if (isBuiltIn && PartnerBusName !== undefined) return { kind: 'partner', name: PartnerBusName };
  return { kind: 'custom', busName: PartnerBusName ?? BusName, source: 'com.genesys.cloud' };
}
