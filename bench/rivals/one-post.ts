import * as http from 'node:http';

/** The floor: nothing but the POST, over a connection that is kept. It guards nothing and remembers nothing. */
const agent = new http.Agent({ keepAlive: true });

interface Requested {
  readonly detail: { readonly contactId: string; readonly text: string };
}

export function handler({ detail: { contactId, text } }: Requested): Promise<object> {
  const { GENESYS_API_URL, GENESYS_ACCESS_TOKEN, GENESYS_DEPLOYMENT_ID } = process.env;
  const body = JSON.stringify({
    fromAddress: GENESYS_DEPLOYMENT_ID,
    toAddressMessengerType: 'webmessaging',
    externalContactId: contactId,
    textBody: text,
    useExistingActiveConversation: true,
  });
  return new Promise((resolve, reject) => {
    const request = http.request(
      `${GENESYS_API_URL}/api/v2/conversations/messages/agentless?useNormalizedMessage=true`,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${GENESYS_ACCESS_TOKEN}`,
          'content-type': 'application/json',
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => {
          if (response.statusCode === 200) resolve({ outcome: 'SENT' });
          else reject(new Error(`HTTP ${response.statusCode}`));
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
