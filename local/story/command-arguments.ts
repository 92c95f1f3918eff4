import { InvalidArgumentError } from 'commander';

/** A port of this machine. */
export function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a port, a whole number from 1 to 65535.');
}

/** A server, without a path. */
export function toHost(text: string): string {
  if (/^https?:\/\/[^/?#@\s]+$/.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('Expected http(s)://host:port without a path.');
}

/** An emulator's address, or `account` for AWS itself. */
export function toEndpoint(text: string): string {
  return text === 'account' ? text : toHost(text.replace(/\/$/, ''));
}
