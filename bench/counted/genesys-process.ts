import { startSimulator } from '../../local/genesys/simulator';

/** The simulator in a process of its own, so that its work is not taken for ours. It ends with the channel to its parent. */
async function main(): Promise<void> {
  const { api, login, control, clientId, clientSecret, deploymentId } = await startSimulator({
    seed: 'bench',
    settings: { requestsPerMinute: Number(process.argv[2]) },
  });
  process.send?.({ api, login, control, clientId, clientSecret, deploymentId });
  process.once('disconnect', () => process.exit(0));
}

void main();
