import type { PublishedEvent } from './event-log';

interface AwsPlace {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A real partner event source, or a bus that takes events under a name of the operator's choice. */
export type EventTarget = AwsPlace &
  (
    | { readonly kind: 'partner'; readonly source: string }
    | { readonly kind: 'custom'; readonly source: string; readonly busName: string }
  );

/** Says which of the entries were refused, by position; throws when the endpoint cannot be reached. */
export type SendEvents = (
  events: readonly PublishedEvent[],
  signal: AbortSignal,
) => Promise<readonly { readonly index: number; readonly error: string }[]>;

interface PutResult {
  readonly Entries?: readonly {
    readonly ErrorCode?: string | undefined;
    readonly ErrorMessage?: string | undefined;
  }[];
}

const refusedEntries = ({ Entries = [] }: PutResult): { index: number; error: string }[] =>
  Entries.flatMap(({ ErrorCode, ErrorMessage }, index) =>
    ErrorCode === undefined ? [] : [{ index, error: `${ErrorCode}: ${ErrorMessage ?? ''}` }],
  );

const toEntry = (event: PublishedEvent, source: string) => ({
  Time: new Date(event.emittedAt),
  Source: source,
  DetailType: event.detailType,
  Detail: JSON.stringify(event.detail),
});

/** The SDK is loaded on first use: a simulator without event sources starts without it. */
export const createAwsSender = async (target: EventTarget): Promise<SendEvents> => {
  const { EventBridgeClient, PutEventsCommand, PutPartnerEventsCommand } =
    await import('@aws-sdk/client-eventbridge');
  const client = new EventBridgeClient({
    endpoint: target.endpoint,
    region: target.region,
    credentials: { accessKeyId: target.accessKeyId, secretAccessKey: target.secretAccessKey },
    // The delivery queue retries; two layers of retries would hide the order in which things happened.
    maxAttempts: 1,
  });
  return async (events, abortSignal) => {
    if (target.kind === 'partner') {
      const Entries = events.map((event) => toEntry(event, target.source));
      return refusedEntries(
        await client.send(new PutPartnerEventsCommand({ Entries }), { abortSignal }),
      );
    }
    const EventBusName = target.busName;
    const Entries = events.map((event) => ({ ...toEntry(event, target.source), EventBusName }));
    return refusedEntries(await client.send(new PutEventsCommand({ Entries }), { abortSignal }));
  };
};
