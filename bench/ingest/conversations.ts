import { seededRandom } from './seeded-random';

const CONVERSATION = 'v2.detail.events.conversation.{id}.';

/** What a contact centre hears of one conversation, in the order it happens. */
const SCRIPT = [
  'customer.start',
  'attributes',
  'flow.start',
  'contact',
  'flow.end',
  'acd.start',
  'acd.end',
  'user.start',
  'attributes',
  'user.end',
  'acw',
  'customer.end',
].map((name) => CONVERSATION + name);
const CONTACT = `${CONVERSATION}contact`;

/** How the conversations of a large contact centre are spread over its channels; a call has no message type. */
const CHANNELS: readonly (readonly [share: number, messageType: string | undefined])[] = [
  [0.3, 'WEBMESSAGING'],
  [0.08, 'SMS'],
  [0.12, 'WHATSAPP'],
  [0.05, 'OPEN'],
  [0.45, undefined],
];

/** Most conversations keep the contact they began with. */
const CONTACT_CHANGES = 0.15;

interface Conversation {
  readonly number: number;
  readonly messageType: string | undefined;
  readonly steps: readonly string[];
  step: number;
}

/** One thing that happened, before it is put into words. */
export interface Happening {
  readonly topic: string;
  readonly messageType: string | undefined;
  readonly conversation: number;
  readonly atMs: number;
}

/** What happens in a contact centre with so many conversations at a time: without end, in order, and the same for the same seed. */
export function* happenings(seed: number, live: number): Generator<Happening, never> {
  const random = seededRandom(seed);
  let opened = 0;
  let atMs = Date.UTC(2026, 8, 20, 10);

  const open = (): Conversation => {
    opened += 1;
    const changesContact = random() < CONTACT_CHANGES;
    const steps = SCRIPT.filter((topic) => changesContact || topic !== CONTACT);
    let chance = random();
    const channel = CHANNELS.find(([share]) => (chance -= share) < 0);
    return { number: opened, messageType: channel?.[1], steps, step: 0 };
  };
  // In full swing from the first event on: some have just begun, some are about to end.
  const conversations = Array.from({ length: live }, () => {
    const conversation = open();
    conversation.step = Math.floor(random() * conversation.steps.length);
    return conversation;
  });

  for (;;) {
    const place = Math.floor(random() * live);
    let conversation = conversations[place] ?? open();
    if (conversation.step === conversation.steps.length) conversation = open();
    conversations[place] = conversation;
    const topic = conversation.steps[conversation.step] ?? '';
    conversation.step += 1;
    atMs += 1;
    yield {
      topic,
      messageType: conversation.messageType,
      conversation: conversation.number,
      atMs,
    };
  }
}
