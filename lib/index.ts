/** What an app of yours imports from the package `proactive-messaging`. */
export { ProactiveMessaging } from './proactive-messaging';
export type { GenesysLocation, ProactiveMessagingProps } from './messaging-props';
export type { OwnResources } from './own-resources';
export type { FunctionNetwork } from './function-network';
export { NetworkError } from './function-network';
export type { LimitsProps } from './limits-props';
export { LimitsError } from './limits-props';
export type { StillTrueProps } from './still-true-settings';
export { StillTrueError } from './still-true-settings';
export type { EventTriggerProps } from './trigger-settings';
export { TriggerSettingError } from './trigger-settings';
export { TemplateFileError } from './template-file';
export type { TableIndex, TableShape } from './table-shapes';
export { LEDGER_TABLE, SESSIONS_TABLE } from './table-shapes';
