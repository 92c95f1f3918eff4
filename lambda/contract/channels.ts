import * as v from 'valibot';

/** Other ways to reach a contact, outside of web messaging. */
export const CHANNEL_KINDS = ['sms', 'whatsapp', 'open'] as const;
export const channelKindSchema = v.picklist(CHANNEL_KINDS, 'UNKNOWN_CHANNEL');
export type ChannelKind = v.InferOutput<typeof channelKindSchema>;

/** At most so many; each one costs a request, and the last attempt must not be a day away from the first. */
export const MAX_CHANNELS = 5;

/** Longest text by kind: the field description of Genesys's agentless request. */
export const MAX_CHANNEL_TEXT: Record<ChannelKind, number> = {
  sms: 765,
  whatsapp: 2000,
  open: 2000,
};

const PHONE_NUMBER = /^\+[1-9]\d{6,14}$/;
/** An id at a messaging provider: no blanks, nothing that breaks a line. */
const ADDRESS = /^[\w.+:@=-]{1,256}$/;
const address = v.pipe(v.string(), v.regex(ADDRESS, 'INVALID_ADDRESS'));

/**
 * One channel of a fallback. `to` is the contact's address there: personal data, which lives in the stored request
 * and nowhere else. `from` is the number we send from, or the id of the messaging integration.
 */
export const channelSchema = v.pipe(
  v.object({ kind: channelKindSchema, to: address, from: address }),
  v.forward(
    v.partialCheck(
      [['kind'], ['to']],
      ({ kind, to }) => kind !== 'sms' || PHONE_NUMBER.test(to),
      'INVALID_ADDRESS',
    ),
    ['to'],
  ),
);
export type Channel = v.InferOutput<typeof channelSchema>;

/** In the order in which they are tried. */
export const channelsSchema = v.pipe(
  v.array(channelSchema),
  v.minLength(1, 'FIELD_MISSING'),
  v.maxLength(MAX_CHANNELS, 'TOO_MANY_CHANNELS'),
);
