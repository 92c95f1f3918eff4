import { anyOf, demandDivision } from './access';
import { ok, type Answer, type Call, type Operation } from './operation';
import { notFound } from './refusal';

const contactPermission = anyOf('externalContacts:contact:view');
const deploymentPermission = anyOf('webDeployments:deployment:view');

const readContact = ({ platform, client, params }: Call): Answer => {
  const id = params.id ?? '';
  const contact = platform.contacts.get(id);
  if (contact === undefined) throw notFound('contact', id);
  demandDivision(client, contactPermission, contact.divisionId);
  const [firstName = '', ...rest] = contact.name.split(' ');
  return ok({
    id,
    firstName,
    lastName: rest.join(' '),
    division: { id: contact.divisionId },
    type: contact.anonymous ? 'Ephemeral' : 'Curated',
    selfUri: `/api/v2/externalcontacts/contacts/${id}`,
  });
};

const readDeployment = ({ platform, params }: Call): Answer => {
  const id = params.id ?? '';
  const deployment = platform.deployments.get(id);
  if (deployment === undefined) throw notFound('deployment', id);
  return ok({
    id,
    name: deployment.name,
    status: 'Active',
    allowAllDomains: true,
    allowedDomains: [],
    selfUri: `/api/v2/webdeployments/deployments/${id}`,
  });
};

export const contactOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v2/externalcontacts/contacts/:id',
    permissions: contactPermission,
    handle: readContact,
  },
  {
    method: 'GET',
    path: '/api/v2/webdeployments/deployments/:id',
    permissions: deploymentPermission,
    handle: readDeployment,
  },
];
