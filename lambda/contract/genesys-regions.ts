/**
 * Every Genesys Cloud region by its domain: API at `api.<domain>`, login at `login.<domain>`.
 * Source: the host lists of Genesys's own SDKs (platform-client 262, web-messaging 18).
 */
export const GENESYS_DOMAINS = [
  'mypurecloud.com',
  'use2.us-gov-pure.cloud',
  'usw2.pure.cloud',
  'cac1.pure.cloud',
  'sae1.pure.cloud',
  'mxc1.pure.cloud',
  'mypurecloud.ie',
  'euw2.pure.cloud',
  'mypurecloud.de',
  'euc2.pure.cloud',
  'aps1.pure.cloud',
  'apse1.pure.cloud',
  'mypurecloud.com.au',
  'mypurecloud.jp',
  'apne2.pure.cloud',
  'apne3.pure.cloud',
  'mec1.pure.cloud',
  'edee1.eusc-pure.cloud',
] as const;

export type GenesysDomain = (typeof GENESYS_DOMAINS)[number];
