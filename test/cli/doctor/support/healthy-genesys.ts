import type { GenesysView, Login, Question } from '../../../../cli/doctor/ports';
import type { Exchange } from '../../../../lambda/domain/answer';

export const answered = (status: number, body?: unknown, headers = {}): Exchange => ({
  kind: 'answered',
  status,
  headers,
  body,
});

export const RATE = {
  'inin-ratelimit-count': '12',
  'inin-ratelimit-allowed': '300',
  'inin-ratelimit-reset': '30',
};

export const tokenInfo = (client: object = {}) => ({
  organization: { id: 'organization-1', name: 'Shop' },
  authorizedScope: [],
  OAuthClient: {
    name: 'proactive',
    authorizedGrantType: 'CLIENT-CREDENTIALS',
    state: 'active',
    roleDivisions: [{ roleId: 'role', divisionId: '*' }],
    ...client,
  },
});

export interface GenesysAnswers {
  readonly login?: Login;
  readonly token?: Exchange;
  readonly aheadMs?: number;
  readonly addresses?: boolean;
  /** What a question is answered with; undefined: as a Genesys does that lets the caller through. */
  readonly answer?: (question: Question) => Exchange | undefined;
}

/** A Genesys that refuses every question for the question's sake, but for what a test changes. */
export const healthyGenesys = ({
  login = { kind: 'token' },
  token = answered(200, tokenInfo(), RATE),
  aheadMs = 0,
  addresses = true,
  answer,
}: GenesysAnswers = {}): GenesysView & { readonly asked: Question[] } => {
  const asked: Question[] = [];
  return {
    asked,
    resolve: async () => addresses,
    logIn: async () => login,
    describeToken: async () => ({ exchange: token, aheadMs }),
    ask: async (question) => {
      asked.push(question);
      const usual = question.method === 'POST' ? 400 : 404;
      return answer?.(question) ?? answered(usual, { code: 'not.found' });
    },
  };
};
