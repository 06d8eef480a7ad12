"""Dumps what DataZone governs through boto3, so that a state can be compared before and after.

Reads {endpoint, region, key, secret} on standard input, of somebody who owns the root unit. Writes one JSON document
{domain: {what: [records]}} with records as AWS answers them, without the metadata of the answer.
"""

import json
import sys

import boto3
from botocore.config import Config

UNIT_POLICIES = (
    "CREATE_DOMAIN_UNIT",
    "OVERRIDE_DOMAIN_UNIT_OWNERS",
    "ADD_TO_PROJECT_MEMBER_POOL",
    "OVERRIDE_PROJECT_OWNERS",
    "CREATE_PROJECT",
    "CREATE_PROJECT_FROM_PROJECT_PROFILE",
    "CREATE_GLOSSARY",
    "CREATE_FORM_TYPE",
    "CREATE_ASSET_TYPE",
)
BLUEPRINT_POLICIES = (
    "CREATE_ENVIRONMENT_PROFILE",
    "DELEGATE_CREATE_ENVIRONMENT_PROFILE",
    "CREATE_ENVIRONMENT_FROM_BLUEPRINT",
)


def bare(answer):
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def pages(call, member, **asked):
    token = None
    while True:
        answer = call(**asked, **({"nextToken": token} if token else {}))
        yield from answer.get(member, [])
        token = answer.get("nextToken")
        if not token:
            return


def units_of(client, at, unit):
    yield bare(client.get_domain_unit(**at, identifier=unit))
    for child in pages(client.list_domain_units_for_parent, "items", **at, parentDomainUnitIdentifier=unit):
        yield from units_of(client, at, child["id"])


def entities_of(client, at, account, units):
    for unit in units:
        yield "DOMAIN_UNIT", unit["id"], UNIT_POLICIES
    for one in pages(client.list_environment_blueprint_configurations, "items", **at):
        yield "ENVIRONMENT_BLUEPRINT_CONFIGURATION", f"{account}:{one['environmentBlueprintId']}", BLUEPRINT_POLICIES
    for one in pages(client.list_environment_profiles, "items", **at):
        yield "ENVIRONMENT_PROFILE", one["id"], ("CREATE_ENVIRONMENT",)
    for managed in (True, False):
        for one in pages(client.search_types, "items", **at, searchScope="ASSET_TYPE", managed=managed):
            yield "ASSET_TYPE", one["assetTypeItem"]["name"], ("USE_ASSET_TYPE",)


def dump(client, domain):
    at = {"domainIdentifier": domain["id"]}
    units = list(units_of(client, at, client.get_domain(identifier=domain["id"])["rootDomainUnitId"]))
    held = {"units": units, "owners": [], "policies": [], "rules": [], "members": []}
    for unit in units:
        place = {"entityType": "DOMAIN_UNIT", "entityIdentifier": unit["id"]}
        held["owners"] += [{**place, **one} for one in pages(client.list_entity_owners, "owners", **at, **place)]
        target = {"targetType": "DOMAIN_UNIT", "targetIdentifier": unit["id"]}
        for rule in pages(client.list_rules, "items", **at, **target):
            held["rules"].append(bare(client.get_rule(**at, identifier=rule["identifier"])))
    for kind, entity, policies in entities_of(client, at, domain["managedAccountId"], units):
        for policy in policies:
            place = {"entityType": kind, "entityIdentifier": entity, "policyType": policy}
            held["policies"] += [{**place, **one} for one in pages(client.list_policy_grants, "grantList", **at, **place)]
    for project in pages(client.list_projects, "items", **at):
        place = {"projectIdentifier": project["id"]}
        held["members"] += [{**place, **one} for one in pages(client.list_project_memberships, "members", **at, **place)]
    held["requests"] = [
        bare(client.get_subscription_request_details(**at, identifier=one["id"]))
        for status in ("PENDING", "ACCEPTED", "REJECTED")
        for one in pages(client.list_subscription_requests, "items", **at, status=status)
    ]
    held["subscriptions"] = [
        one
        for status in ("APPROVED", "REVOKED", "CANCELLED")
        for one in pages(client.list_subscriptions, "items", **at, status=status)
    ]
    held["grants"] = list(pages(client.list_subscription_grants, "items", **at))
    return held


def main():
    asked = json.load(sys.stdin)
    client = boto3.client(
        "datazone",
        aws_access_key_id=asked["key"],
        aws_secret_access_key=asked["secret"],
        region_name=asked["region"],
        endpoint_url=asked["endpoint"],
        config=Config(inject_host_prefix=False, retries={"total_max_attempts": 1}),
    )
    domains = list(pages(client.list_domains, "items"))
    json.dump({domain["id"]: dump(client, domain) for domain in domains}, sys.stdout, default=str)


if __name__ == "__main__":
    main()
