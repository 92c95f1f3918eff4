import { toRefusal } from '../../../lambda/adapters/genesys-caller';
import type { Exchange } from '../../../lambda/domain/answer';
import { broken, notChecked, ok, unknown } from '../check';
import type { Check, Finding } from '../check';
import type { GenesysPorts, Question } from '../ports';
import { readToken } from '../token-info';

/** No conversation, message or contact has this id: a question about it can only be refused, or answered with 404. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/**
 * Without sender, channel, recipient and text there is nothing that could be sent, whoever reads it. What is refused
 * here is the caller or the body (docs/adr/0033).
 */
const EMPTY_MESSAGE: Question = {
  method: 'POST',
  path: '/api/v2/conversations/messages/agentless',
  body: {},
};

const conversation = (id: string): Question => ({
  method: 'GET',
  path: `/api/v2/conversations/${encodeURIComponent(id)}`,
});

/** One check for each permission that the stage needs, by a question of which nothing can come. */
export const permissionChecks: readonly Check<GenesysPorts>[] = [
  permission('permission-send', 'Permission to send', {
    names: 'conversation:message:create',
    question: EMPTY_MESSAGE,
  }),
  permission('permission-read', 'Permission to read conversations', {
    names: 'conversation:communication:view',
    question: conversation(NOBODY),
  }),
  permission('permission-messages', 'Permission to read messages', {
    names: 'conversation:message:view or conversation:webmessaging:view',
    question: { method: 'GET', path: `/api/v2/conversations/messages/${NOBODY}/details` },
  }),
  {
    id: 'divisions',
    title: 'Divisions of the role',
    needs: ['permission-read'],
    run: async (ports) => {
      const token = readToken((await ports.genesys.describeToken()).exchange);
      if (token.kind !== 'described') return token.finding;
      const granted = token.info.client.roleDivisions?.map(({ divisionId }) => divisionId) ?? [];
      if (granted.includes('*')) return ok('all divisions');
      const evidence = `granted in ${granted.length} division(s)`;
      const live = await ports.knownConversation();
      if (live === undefined) {
        return unknown(
          `${evidence}; no live conversation is known to try it on`,
          'See that the role is granted in the divisions of your queues, or run this while a customer chats.',
        );
      }
      return judgeDivision(await ports.genesys.ask(conversation(live)), evidence);
    },
  },
  {
    id: 'thread-scope',
    title: 'Scope of the thread dialect',
    needs: ['oauth-client'],
    run: async ({ stage, genesys }) => {
      if ((await stage()).dialect !== 'thread')
        return notChecked('the platform dialect needs none');
      const token = readToken((await genesys.describeToken()).exchange);
      if (token.kind !== 'described') return token.finding;
      return token.info.scopes.includes(THREAD_SCOPE)
        ? ok(`${THREAD_SCOPE} is granted`)
        : broken(
            `${THREAD_SCOPE} is missing`,
            'Grant the scope: without it every send looks like a conflict.',
          );
    },
  },
];

const THREAD_SCOPE = 'messaging:conversation:write';

interface Probe {
  /** What the role needs, in Genesys's words. */
  readonly names: string;
  readonly question: Question;
}

function permission(
  id: 'permission-send' | 'permission-read' | 'permission-messages',
  title: string,
  { names, question }: Probe,
): Check<GenesysPorts> {
  return {
    id,
    title,
    needs: ['oauth-client'],
    run: async ({ stage, genesys }) =>
      (await stage()).dialect === 'thread'
        ? notChecked('the thread dialect goes by scopes')
        : judgePermission(await genesys.ask(question), names),
  };
}

const AGAIN = 'Run it again in a minute.';

/** A 403 is certain. Refused for what was asked instead, the caller was let through. */
function judgePermission(exchange: Exchange, names: string): Finding {
  if (exchange.kind !== 'answered') return unknown(`no answer: ${exchange.cause}`, AGAIN);
  const { code } = toRefusal(exchange);
  const evidence = `HTTP ${exchange.status}${code === 'none' ? '' : ` ${code}`}`;
  if (code === 'not.a.client') {
    return broken(evidence, 'Use an OAuth client of the type Client Credentials.');
  }
  switch (exchange.status) {
    case 400:
    case 404:
      return ok(`${names}: refused for the question, not for the caller (${evidence})`);
    case 403:
      return broken(
        `${names}: refused (${evidence})`,
        code.includes('division')
          ? 'Grant the role in the division that the error of Genesys names.'
          : `Add ${names} to the role of the OAuth client.`,
      );
    default:
      return unknown(`${names}: ${evidence} says neither yes nor no`, AGAIN);
  }
}

function judgeDivision(exchange: Exchange, granted: string): Finding {
  if (exchange.kind !== 'answered') return unknown(`no answer: ${exchange.cause}`, AGAIN);
  switch (exchange.status) {
    case 200:
      return ok(`${granted}, that of the newest conversation among them`);
    case 403:
      return broken(
        `${granted}, and the newest conversation is in none of them`,
        'Grant the role of the OAuth client in the divisions of your queues.',
      );
    default:
      return unknown(`${granted}; HTTP ${exchange.status} for the newest conversation`, AGAIN);
  }
}
