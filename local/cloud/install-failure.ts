import { LaptopError } from './laptop-error';

const NO_NETWORK =
  /name resolution|Name or service not known|nodename nor servname|getaddrinfo|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|Network is unreachable|No route to host|Connection refused|ProxyError|ConnectionResetError/i;

/** Why a step of the installation failed, from what it printed. */
export function installFailure(step: string, output: string, folder: string): LaptopError {
  const lastLines = output.trimEnd().split('\n').slice(-8).join('\n');
  if (NO_NETWORK.test(output)) {
    return new LaptopError('NO_NETWORK', {
      message: `The AWS emulator could not be downloaded from the Python package index:\n${lastLines}`,
      nextStep:
        'Connect to the network (or set pip up for your proxy or mirror) and start again; it is needed once.',
    });
  }
  return new LaptopError('EMULATOR_INSTALL_FAILED', {
    message: `Setting up the AWS emulator in ${folder} failed at "python -m ${step}":\n${lastLines}`,
    nextStep:
      step === 'venv'
        ? 'Some systems ship Python without it: install the package python3-venv, then start again.'
        : 'Correct what the lines above name, then start again; nothing half-installed was kept.',
  });
}
