import { Duration } from 'aws-cdk-lib';
import type { ProactiveMessagingProps } from './messaging-props';

/** The construct's props as the variables of its functions, defaults filled in. */

export function genesysHosts({ genesys }: Pick<ProactiveMessagingProps, 'genesys'>) {
  return 'domain' in genesys
    ? {
        GENESYS_API_URL: `https://api.${genesys.domain}`,
        GENESYS_LOGIN_URL: `https://login.${genesys.domain}`,
      }
    : { GENESYS_API_URL: genesys.apiUrl, GENESYS_LOGIN_URL: genesys.loginUrl };
}

export function requestTerms({
  deploymentId = '',
  unknownContact = 'reject',
  dialect = 'platform',
  defaultTimeZone = 'UTC',
  parkDays = 7,
}: Pick<
  ProactiveMessagingProps,
  'deploymentId' | 'unknownContact' | 'dialect' | 'defaultTimeZone' | 'parkDays'
>) {
  return {
    DEFAULT_DEPLOYMENT_ID: deploymentId,
    UNKNOWN_CONTACT: unknownContact,
    GENESYS_DIALECT: dialect,
    DEFAULT_TIME_ZONE: defaultTimeZone,
    PARK_DAYS: String(parkDays),
  };
}

export function audienceOf({
  audience = 'everybody',
  guestContactIds = [],
}: Pick<ProactiveMessagingProps, 'audience' | 'guestContactIds'>) {
  return { AUDIENCE: audience, GUEST_CONTACT_IDS: guestContactIds.join(' ') };
}

export function sessionUpkeep({
  sessionRetention = Duration.days(90),
  sessionStaleAfter = Duration.hours(24),
}: Pick<ProactiveMessagingProps, 'sessionRetention' | 'sessionStaleAfter'>) {
  return {
    SESSION_RETENTION_DAYS: String(sessionRetention.toDays()),
    SESSION_STALE_HOURS: String(sessionStaleAfter.toHours()),
  };
}
