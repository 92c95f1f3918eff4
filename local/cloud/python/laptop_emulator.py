"""Runs the pinned emulator with three gaps closed, each of which AWS does not have.

1. PutPartnerEvents is answered but delivers nothing, and PutEvents rightly refuses partner sources, so
   no event could reach a partner's bus. Here it goes to the bus that is named like its source.
2. The Scheduler ignores EventBridgeParameters: an event for a bus came as "Scheduled Event" from
   "aws.scheduler" and matched no rule. Here it has the source and the detail type that were asked for.
3. The Scheduler looks for due schedules every ten seconds; here every second.

Nothing is added to what the emulator matches, decides or enforces. It fails at once, by name, when a
version of the emulator has other insides.
"""

from ministack.app import main
from ministack.services import eventbridge, scheduler

answer_partner_events = eventbridge._put_partner_events
invoke_target = eventbridge._invoke_target
put_events = eventbridge._put_events
scheduler._SCHEDULE_TICK_INTERVAL  # the name must exist


def put_partner_events(data):
    for entry in data.get("Entries", []):
        if entry.get("Source") in eventbridge._event_buses:
            to_its_bus = {**entry, "EventBusName": entry["Source"]}
            put_events({"Entries": [to_its_bus]}, allow_aws_source=True)
    return answer_partner_events(data)


def invoke_target_as_asked(target, event, rule, view=None):
    asked = target.get("EventBridgeParameters")
    if asked:
        names = {"Source": asked["Source"], "DetailType": asked["DetailType"]}
        # What was prepared for matching still has the old names.
        event, view = {**event, **names}, None
    return invoke_target(target, event, rule, view)


eventbridge._put_partner_events = put_partner_events
eventbridge._invoke_target = invoke_target_as_asked
scheduler._SCHEDULE_TICK_INTERVAL = 1

main()
