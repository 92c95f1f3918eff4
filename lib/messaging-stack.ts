import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { StageConfig } from './config';
import { ProactiveMessaging } from './proactive-messaging';
import type { GenesysLocation } from './messaging-props';

/** The one stack of a stage: the construct with the stage's settings, and outputs for those who use it. */
export class MessagingStack extends Stack {
  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id, {
      description: `Proactive messages for Genesys Cloud, stage ${config.stage}`,
      env: { account: config.account, region: config.region },
      tags: { stage: config.stage },
    });

    const { genesys } = config;
    const messaging = new ProactiveMessaging(this, 'ProactiveMessaging', {
      genesys: toLocation(genesys),
      dialect: genesys.dialect,
      eventSourceName: genesys.eventSourceName,
      extraEventSources: genesys.extraEventSources,
      deploymentId: genesys.deploymentId,
      requestsPerMinute: genesys.requestsPerMinute,
      unknownContact: config.unknownContact,
      audience: config.audience,
      guestContactIds: config.guestContactIds,
      templates: config.templates,
      contactMergeTopic: genesys.contactMergeTopic,
      triggers: config.triggers,
      stillTrue: config.stillTrue,
      defaultTimeZone: config.defaultTimeZone,
      missingConsent: config.missingConsent,
      quietHours: config.quietHours,
      frequencyCaps: config.frequencyCaps,
      whenCapped: config.whenCapped,
      exemptTypes: config.exemptTypes,
      parkDays: config.parkDays,
      sessionRetention: Duration.days(config.sessionRetentionDays),
      sessionStaleAfter: Duration.hours(config.sessionStaleHours),
      registrySilence: Duration.minutes(config.registrySilenceMinutes),
      workflowType:
        config.workflowType === 'STANDARD' ? StateMachineType.STANDARD : StateMachineType.EXPRESS,
      retainData: config.retainData,
      runbookUrl: config.runbookUrl,
      alarmTopic:
        config.alarmTopicArn === undefined
          ? undefined
          : Topic.fromTopicArn(this, 'AlarmTopic', config.alarmTopicArn),
    });

    const outputs = {
      BusName: messaging.bus.eventBusName,
      BusArn: messaging.bus.eventBusArn,
      ...(messaging.partnerBus && { PartnerBusName: messaging.partnerBus.eventBusName }),
      LedgerTableName: messaging.store.ledger.tableName,
      SessionsTableName: messaging.store.sessions.tableName,
      OAuthClientSecretArn: messaging.oauthClientSecret.secretArn,
      ScheduleGroupName: messaging.schedules.group.scheduleGroupName,
      ScheduleRoleArn: messaging.schedules.role.roleArn,
      LoadSessionFunctionName: messaging.functions.steps.loadSession.functionName,
      PostMessageFunctionName: messaging.functions.steps.postMessage.functionName,
      StateMachineArn: messaging.workflow.stateMachine.stateMachineArn,
      RejectedEventsUrl: messaging.rejectedEvents.queueUrl,
      UnreadableEventsUrl: messaging.intake.unreadableEvents.queueUrl,
      UndeliveredEventsUrl: messaging.intake.undeliveredEvents.queueUrl,
      UndeliveredEventsArn: messaging.intake.undeliveredEvents.queueArn,
      DashboardName: messaging.dashboard.name,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

function toLocation(genesys: StageConfig['genesys']): GenesysLocation {
  const { domain, apiUrl, loginUrl } = genesys;
  if (domain !== undefined) return { domain };
  // The schema lets nothing through that has neither a domain nor both hosts.
  return { apiUrl: apiUrl ?? '', loginUrl: loginUrl ?? '' };
}
