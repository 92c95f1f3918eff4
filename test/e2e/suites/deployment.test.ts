import { DescribeTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  deployAssembly,
  deployStage,
  destroyAssembly,
  type Deployment,
} from '../../../local/cloud/deployment';
import { startEmulator, type Emulator } from '../../../local/cloud/emulator';
import { synthStage, tsxCommand } from '../../../local/cloud/synthesis';
import { INSTALL_TIMEOUT, installedEmulator } from '../../local/cloud/support/installed-emulator';
import { processesOfGroup } from '../../local/cloud/support/processes';
import { textWith } from '../../local/cloud/support/text';

const workingDirectory = join(__dirname, '../../local/cloud/fixtures/small-app');
const app = tsxCommand('app.ts');
const region = 'us-east-1';
const accountId = '000000000000';
const progress = (): void => undefined;
const settings = { app, workingDirectory, region, accountId, progress };

const tableOf = ({ outputs }: Deployment): DescribeTableCommand =>
  new DescribeTableCommand({ TableName: outputs.TableName });

describe('deployStage', () => {
  let emulator: Emulator;
  let deployment: Deployment;

  beforeAll(async () => {
    const starting = startEmulator({ folder: await installedEmulator(), progress });
    const endpoint = starting.then((started) => started.endpoint);
    deployment = await deployStage({ ...settings, endpoint, context: { stage: 'first' } });
    emulator = await starting;
  }, INSTALL_TIMEOUT);

  afterAll(async () => {
    await emulator.stop();
    rmSync(join(workingDirectory, 'cdk.out'), { recursive: true, force: true });
  });

  const client = () => ({
    endpoint: emulator.endpoint,
    region,
    credentials: emulator.credentials,
  });

  it('reads the outputs by their names', () => {
    expect(deployment.stackName).toBe('Small-first');
    expect(Object.keys(deployment.outputs).toSorted()).toEqual([
      'BusName',
      'QueueUrl',
      'Revision',
      'TableName',
    ]);
  });

  it('takes the context of the call before that of cdk.json, and the rest from there', () => {
    expect(deployment.stackName).toBe('Small-first');
    expect(deployment.outputs.Revision).toBe('from-cdk-json');
  });

  it('keeps the synthesized template and what the toolkit said', () => {
    const template = join(deployment.assemblyDirectory, 'Small-first.template.json');

    expect(readFileSync(template, 'utf8')).toContain('AWS::DynamoDB::Table');
    expect(readFileSync(deployment.logPath, 'utf8')).toContain('CREATE_COMPLETE');
  });

  it('deploys what works, and IAM refuses the write that nobody granted', async () => {
    const { BusName, QueueUrl, TableName } = deployment.outputs;
    const event = { Source: 'fixture', DetailType: 'test', Detail: '{}', EventBusName: BusName };

    const put = await new EventBridgeClient(client()).send(
      new PutEventsCommand({ Entries: [event] }),
    );
    const received = await new SQSClient(client()).send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }),
    );
    const rows = await new DynamoDBClient(client()).send(new ScanCommand({ TableName }));

    expect(put.FailedEntryCount).toBe(0);
    const report: unknown = JSON.parse(received.Messages?.[0]?.Body ?? '{}');
    expect(report).toEqual({
      granted: { written: true },
      ungranted: textWith('is not authorized to perform: dynamodb:PutItem'),
    });
    expect(rows.Count).toBe(1);
  });

  it('updates the stack the second time', async () => {
    const context = { stage: 'first', revision: 2 };

    const second = await deployStage({ ...settings, endpoint: emulator.endpoint, context });

    expect(second.outputs.Revision).toBe('2');
    expect(second.outputs.TableName).toBe(deployment.outputs.TableName);
  }, 15_000);

  it('deploys a second stack beside the first, and deletes it again', async () => {
    const { endpoint } = emulator;
    const synthesis = await synthStage({ ...settings, context: { stage: 'second' } });
    const target = { endpoint, region, accountId, synthesis, progress };
    const second = await deployAssembly(target);
    const database = new DynamoDBClient(client());

    await destroyAssembly(target);

    expect(second.outputs.TableName).not.toBe(deployment.outputs.TableName);
    await expect(database.send(tableOf(second))).rejects.toThrow('not found');
    await expect(database.send(tableOf(deployment))).resolves.toBeDefined();
  }, 15_000);

  it('names the resource that could not be made', async () => {
    const context = { stage: 'impossible', broken: 'resource' };

    const deploying = deployStage({ ...settings, endpoint: emulator.endpoint, context });

    await expect(deploying).rejects.toMatchObject({
      code: 'DEPLOY_FAILED',
      message: textWith('AWS::Nowhere::Thing'),
    });
  }, 15_000);

  it('leaves the environment of this process as it was', () => {
    expect(process.env.AWS_ENDPOINT_URL).toBeUndefined();
    expect(process.env.AWS_REGION).toBeUndefined();
  });

  it('ends the functions that the emulator runs when it stops', async () => {
    const functions = processesOfGroup(emulator.pid).filter((pid) => pid !== emulator.pid);

    await emulator.stop();

    expect(functions.length).toBeGreaterThan(0);
    expect(processesOfGroup(emulator.pid)).toEqual([]);
  });
});

describe('deployStage when it cannot work', () => {
  it('fails with the sentence that the app printed', async () => {
    const context = { stage: 'first', broken: 'setting' };

    await expect(synthStage({ ...settings, context })).rejects.toMatchObject({
      name: 'LaptopError',
      code: 'SYNTH_FAILED',
      message: 'stages.laptop.genesys.region: found "mars", expected a Genesys region',
    });
  });

  it('fails with the message that the app threw, without its stack', async () => {
    const context = { stage: 'first', broken: 'exception' };

    await expect(synthStage({ ...settings, context })).rejects.toMatchObject({
      message: 'stages.laptop.oauth: missing',
    });
  });

  it('ends the synthesis when the emulator does not start', async () => {
    const reason = new Error('no emulator');
    const startedAt = Date.now();

    const deploying = deployStage({
      ...settings,
      app: 'sleep 20',
      context: {},
      endpoint: Promise.reject(reason),
    });

    await expect(deploying).rejects.toBe(reason);
    expect(Date.now() - startedAt).toBeLessThan(5_000);
  });

  it('says so when nothing answers at the endpoint', async () => {
    const endpoint = 'http://localhost:9';

    const deploying = deployStage({ ...settings, app: 'sleep 20', context: {}, endpoint });

    await expect(deploying).rejects.toMatchObject({
      code: 'ENDPOINT_UNREACHABLE',
      message: textWith('ECONNREFUSED'),
    });
  });

  it('removes what earlier processes synthesized', async () => {
    const folder = join(workingDirectory, 'cdk.out');
    await synthStage({ ...settings, app: 'exit 1', context: {} }).catch(() => undefined);

    const others = readdirSync(folder).filter((name) => !name.includes(`-${process.pid}-`));

    expect(existsSync(folder)).toBe(true);
    expect(others).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });
});
