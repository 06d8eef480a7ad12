"""Reads everything the sandbox serves through botocore and checks the raw answers against botocore's own models.

Reads {endpoint, regions: {account: region}, profiles: {account: [key, secret]}, store, served: {service: [operation]}} on
standard input. Writes one JSON document {problems: [...], calls: {"service:Operation": n}, rows: {"account service:Operation": n}}.
Every list is read twice, in pages of two and in pages as large as the service gives; both must hold the same rows.
"""

import json
import sys

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

PROBLEMS, CALLS, ROWS, USED, WALKED = [], {}, {}, set(), []


def walk(shape, value, where):
    """Types, enums and required members of a raw JSON answer."""
    if value is None:
        PROBLEMS.append(f"{where} is null")
        return
    kind = shape.type_name
    if getattr(shape, "is_document_type", False):
        return
    if kind == "structure":
        if not isinstance(value, dict):
            PROBLEMS.append(f"{where} is no structure: {value!r}")
            return
        names = {(member.serialization.get("name") or name): name for name, member in shape.members.items()}
        body = {wire for wire, name in names.items() if "location" not in shape.members[name].serialization}
        for name in set(value) - body - {"__type"}:
            PROBLEMS.append(f"{where}.{name} is not in botocore's {shape.name}")
        for wire in body & set(value):
            walk(shape.members[names[wire]], value[wire], f"{where}.{wire}")
        for name in shape.required_members:
            wire = shape.members[name].serialization.get("name") or name
            if wire in body and wire not in value:
                PROBLEMS.append(f"{where}.{wire} is required and missing")
        if getattr(shape, "is_tagged_union", False) and len(value) != 1:
            PROBLEMS.append(f"{where} is a union of {len(value)} members")
    elif kind == "list":
        if not isinstance(value, list):
            PROBLEMS.append(f"{where} is no list: {value!r}")
            return
        for index, part in enumerate(value):
            walk(shape.member, part, f"{where}[{index}]")
    elif kind == "map":
        if not isinstance(value, dict):
            PROBLEMS.append(f"{where} is no map: {value!r}")
            return
        for key, part in value.items():
            walk(shape.value, part, f"{where}[{key}]")
    elif kind == "string":
        if not isinstance(value, str):
            PROBLEMS.append(f"{where} is no string: {value!r}")
        elif getattr(shape, "enum", None) and value not in shape.enum:
            PROBLEMS.append(f"{where} is {value!r}, not one of {shape.enum}")
    elif kind in ("integer", "long") and (isinstance(value, bool) or not isinstance(value, int)):
        PROBLEMS.append(f"{where} is no integer: {value!r}")
    elif kind == "boolean" and not isinstance(value, bool):
        PROBLEMS.append(f"{where} is no boolean: {value!r}")
    elif kind == "timestamp":
        wanted = shape.serialization.get("timestampFormat")
        if (wanted == "iso8601") != isinstance(value, str):
            PROBLEMS.append(f"{where} is no {wanted or 'epoch'} time: {value!r}")


class Reader:
    def __init__(self, given, account):
        self.account = account
        self.given = given
        self.session = botocore.session.Session()
        self.clients = {}

    def client(self, service):
        if service not in self.clients:
            key, secret = self.given["profiles"][self.account]
            client = self.session.create_client(
                service,
                region_name=self.given["regions"][self.account],
                endpoint_url=self.given["endpoint"],
                aws_access_key_id=key,
                aws_secret_access_key=secret,
                config=Config(parameter_validation=False, inject_host_prefix=False, retries={"max_attempts": 0}),
            )
            client.meta.events.register("before-parse.*", self.check)
            self.clients[service] = client
        return self.clients[service]

    @staticmethod
    def check(operation_model, response_dict, **_):
        body = response_dict["body"]
        if response_dict["status_code"] < 300 and isinstance(body, bytes) and body[:1] == b"{" and operation_model.output_shape:
            service = operation_model.service_model.service_name
            WALKED.append(service)
            walk(operation_model.output_shape, json.loads(body), f"{service}:{operation_model.name}")

    def call(self, service, operation, **arguments):
        client = self.client(service)
        if operation not in self.given["served"].get(service, []):
            return {}
        method = {name: one for one, name in client.meta.method_to_api_mapping.items()}[operation]
        CALLS[f"{service}:{operation}"] = CALLS.get(f"{service}:{operation}", 0) + 1
        USED.add(f"{service}:{operation}")
        try:
            answer = getattr(client, method)(**arguments)
        except ClientError as error:
            PROBLEMS.append(f"{self.account} {service}:{operation} {json.dumps(arguments, default=str)}: {error}")
            return {}
        answer.pop("ResponseMetadata", None)
        return answer

    def rows(self, service, operation, key, size=None, **arguments):
        """All rows of a list operation, read in pages of two and in the service's own pages."""
        token_in, token_out = TOKENS.get(service, ("nextToken", "nextToken"))
        limit = {"glue": "MaxResults", "lakeformation": "MaxResults", "iam": "MaxItems", "identitystore": "MaxResults", "sso-admin": "MaxResults"}.get(service, "maxResults")
        read = []
        for page in ({limit: 2} if size is None else {limit: size}, {}):
            rows, token, pages = [], None, 0
            while True:
                answer = self.call(service, operation, **arguments, **page, **({token_in: token} if token else {}))
                part = answer.get(key, [])
                if page and len(part) > page[limit]:
                    PROBLEMS.append(f"{service}:{operation} gave {len(part)} rows for {page}")
                rows.extend(part)
                token, pages = answer.get(token_out), pages + 1
                if not token or pages > 3000:
                    break
            read.append(rows)
        if [json.dumps(row, default=str, sort_keys=True) for row in read[0]] != [json.dumps(row, default=str, sort_keys=True) for row in read[1]]:
            PROBLEMS.append(f"{self.account} {service}:{operation} {arguments}: {len(read[0])} rows in small pages, {len(read[1])} in large ones, or in another order")
        where = f"{self.account} {service}:{operation}"
        ROWS[where] = ROWS.get(where, 0) + len(read[1])
        return read[1]


TOKENS = {
    "glue": ("NextToken", "NextToken"),
    "lakeformation": ("NextToken", "NextToken"),
    "iam": ("Marker", "Marker"),
    "identitystore": ("NextToken", "NextToken"),
    "sso-admin": ("NextToken", "NextToken"),
}


def read_lake(reader):
    rows, call = reader.rows, reader.call
    call("glue", "GetCatalogs")
    call("glue", "GetCatalog", CatalogId=reader.account)
    for database in rows("glue", "GetDatabases", "DatabaseList"):
        call("glue", "GetDatabase", Name=database["Name"])
        rows("lakeformation", "ListPermissions", "PrincipalResourcePermissions", Resource={"Database": {"Name": database["Name"]}})
        call("lakeformation", "GetResourceLFTags", Resource={"Database": {"Name": database["Name"]}}, ShowAssignedLFTags=True)
        if "TargetDatabase" in database:
            continue
        for table in rows("glue", "GetTables", "TableList", DatabaseName=database["Name"]):
            place = {"DatabaseName": database["Name"], "Name": table["Name"]}
            call("glue", "GetTable", DatabaseName=database["Name"], Name=table["Name"])
            call("lakeformation", "GetResourceLFTags", Resource={"Table": place}, ShowAssignedLFTags=True)
            owner = {"TableCatalogId": reader.account, "DatabaseName": database["Name"], "TableName": table["Name"]}
            for one in rows("lakeformation", "ListDataCellsFilter", "DataCellsFilters", Table={"CatalogId": reader.account, **place}):
                call("lakeformation", "GetDataCellsFilter", **owner, Name=one["Name"])
    for job in rows("glue", "ListJobs", "JobNames"):
        rows("glue", "GetJobRuns", "JobRuns", JobName=job)
    for one in rows("glue", "GetConnections", "ConnectionList"):
        call("glue", "GetConnection", Name=one["Name"], HidePassword=True)
    for operation, key in (("GetCrawlers", "Crawlers"), ("GetJobs", "Jobs"), ("ListCrawlers", "CrawlerNames"), ("GetResourcePolicies", "GetResourcePoliciesResponseList"), ("SearchTables", "TableList")):
        rows("glue", operation, key)
    call("lakeformation", "GetDataLakeSettings")
    call("lakeformation", "GetDataLakePrincipal")
    rows("lakeformation", "ListPermissions", "PrincipalResourcePermissions")
    for kind in ("CATALOG", "DATABASE", "TABLE", "DATA_LOCATION", "LF_TAG", "LF_TAG_POLICY", "LF_NAMED_TAG_EXPRESSION"):
        rows("lakeformation", "ListPermissions", "PrincipalResourcePermissions", ResourceType=kind)
    for resource in rows("lakeformation", "ListResources", "ResourceInfoList"):
        call("lakeformation", "DescribeResource", ResourceArn=resource["ResourceArn"])
        rows("lakeformation", "GetEffectivePermissionsForPath", "Permissions", ResourceArn=resource["ResourceArn"])
    rows("lakeformation", "ListLakeFormationOptIns", "LakeFormationOptInsInfoList")
    for tag in rows("lakeformation", "ListLFTags", "LFTags"):
        call("lakeformation", "GetLFTag", TagKey=tag["TagKey"])
        expression = [{"TagKey": tag["TagKey"], "TagValues": tag["TagValues"][:1]}]
        rows("lakeformation", "SearchTablesByLFTags", "TableList", Expression=expression)
        rows("lakeformation", "SearchDatabasesByLFTags", "DatabaseList", Expression=expression)
    for one in rows("lakeformation", "ListLFTagExpressions", "LFTagExpressions"):
        call("lakeformation", "GetLFTagExpression", Name=one["Name"])
    for role in rows("iam", "ListRoles", "Roles"):
        call("iam", "GetRole", RoleName=role["RoleName"])
        rows("iam", "ListRoleTags", "Tags", RoleName=role["RoleName"])
    for user in rows("iam", "ListUsers", "Users"):
        call("iam", "GetUser", UserName=user["UserName"])
        rows("iam", "ListUserTags", "Tags", UserName=user["UserName"])
    for owner in ("SELF", "OTHER-ACCOUNTS"):
        rows("ram", "GetResourceShares", "resourceShares", resourceOwner=owner)
        rows("ram", "ListResources", "resources", resourceOwner=owner)
        rows("ram", "ListPrincipals", "principals", resourceOwner=owner)
    for kind in ("RESOURCE", "PRINCIPAL"):
        rows("ram", "GetResourceShareAssociations", "resourceShareAssociations", associationType=kind)
    rows("ram", "GetResourceShareInvitations", "resourceShareInvitations")


def read_people(reader):
    store = reader.given["store"]
    reader.rows("sso-admin", "ListInstances", "Instances")
    for user in reader.rows("identitystore", "ListUsers", "Users", IdentityStoreId=store):
        member = {"IdentityStoreId": store, "MemberId": {"UserId": user["UserId"]}}
        reader.call("identitystore", "DescribeUser", IdentityStoreId=store, UserId=user["UserId"])
        reader.rows("identitystore", "ListGroupMembershipsForMember", "GroupMemberships", **member)
    for group in reader.rows("identitystore", "ListGroups", "Groups", IdentityStoreId=store):
        reader.call("identitystore", "DescribeGroup", IdentityStoreId=store, GroupId=group["GroupId"])
        reader.rows("identitystore", "ListGroupMemberships", "GroupMemberships", IdentityStoreId=store, GroupId=group["GroupId"])


def read_mesh(reader):
    rows, call = reader.rows, reader.call
    for domain in rows("datazone", "ListDomains", "items"):
        at = {"domainIdentifier": domain["id"]}
        found = call("datazone", "GetDomain", identifier=domain["id"])
        read_units(reader, at, found.get("rootDomainUnitId"))
        for project in rows("datazone", "ListProjects", "items", **at):
            call("datazone", "GetProject", **at, identifier=project["id"])
            rows("datazone", "ListProjectMemberships", "members", **at, projectIdentifier=project["id"])
            for environment in rows("datazone", "ListEnvironments", "items", **at, projectIdentifier=project["id"]):
                call("datazone", "GetEnvironment", **at, identifier=environment["id"])
                for target in rows("datazone", "ListSubscriptionTargets", "items", **at, environmentIdentifier=environment["id"]):
                    call("datazone", "GetSubscriptionTarget", **at, environmentIdentifier=environment["id"], identifier=target["id"])
            for grant in rows("datazone", "ListSubscriptionGrants", "items", **at, owningProjectId=project["id"]):
                call("datazone", "GetSubscriptionGrant", **at, identifier=grant["id"])
            rows("datazone", "ListConnections", "items", **at, projectIdentifier=project["id"])
            for source in rows("datazone", "ListDataSources", "items", **at, projectIdentifier=project["id"]):
                call("datazone", "GetDataSource", **at, identifier=source["dataSourceId"])
        for scope in ("ASSET", "DATA_PRODUCT", "GLOSSARY", "GLOSSARY_TERM"):
            for item in rows("datazone", "Search", "items", **at, searchScope=scope):
                read_item(reader, at, item)
        for item in rows("datazone", "SearchListings", "items", **at):
            for one in item.values():
                call("datazone", "GetListing", **at, identifier=one["listingId"])
        for kind in ("SSO_USER", "DATAZONE_SSO_USER", "DATAZONE_IAM_USER"):
            for user in rows("datazone", "SearchUserProfiles", "items", **at, userType=kind):
                call("datazone", "GetUserProfile", **at, userIdentifier=user["id"])
        for kind in ("SSO_GROUP", "DATAZONE_SSO_GROUP"):
            for group in rows("datazone", "SearchGroupProfiles", "items", **at, groupType=kind):
                call("datazone", "GetGroupProfile", **at, groupIdentifier=group["id"])
        read_entities(reader, at)
        for one in rows("datazone", "SearchTypes", "items", **at, searchScope="FORM_TYPE", managed=True):
            call("datazone", "GetFormType", **at, formTypeIdentifier=one["formTypeItem"]["name"])
        rows("datazone", "ListNotifications", "notifications", **at, type="TASK")
        for status in ("PENDING", "ACCEPTED", "REJECTED"):
            for request in rows("datazone", "ListSubscriptionRequests", "items", **at, status=status):
                call("datazone", "GetSubscriptionRequestDetails", **at, identifier=request["id"])
        for status in ("APPROVED", "REVOKED", "CANCELLED"):
            for one in rows("datazone", "ListSubscriptions", "items", **at, status=status):
                call("datazone", "GetSubscription", **at, identifier=one["id"])


def read_units(reader, at, unit):
    if unit is None:
        return
    reader.call("datazone", "GetDomainUnit", **at, identifier=unit)
    target = {"targetType": "DOMAIN_UNIT", "targetIdentifier": unit}
    for rule in reader.rows("datazone", "ListRules", "items", size=25, **at, **target):
        reader.call("datazone", "GetRule", **at, identifier=rule["identifier"])
    for kind in ("CREATE_PROJECT", "CREATE_DOMAIN_UNIT", "OVERRIDE_DOMAIN_UNIT_OWNERS"):
        entity = {"entityType": "DOMAIN_UNIT", "entityIdentifier": unit, "policyType": kind}
        reader.rows("datazone", "ListPolicyGrants", "grantList", **at, **entity)
    reader.rows("datazone", "ListEntityOwners", "owners", **at, entityType="DOMAIN_UNIT", entityIdentifier=unit)
    for child in reader.rows("datazone", "ListDomainUnitsForParent", "items", **at, parentDomainUnitIdentifier=unit):
        read_units(reader, at, child["id"])


def read_entities(reader, at):
    account = reader.call("sts", "GetCallerIdentity")["Account"]
    blueprints = {one["id"] for one in reader.rows("datazone", "ListEnvironmentBlueprints", "items", **at)}
    for one in reader.rows("datazone", "ListEnvironmentBlueprintConfigurations", "items", **at):
        assert one["environmentBlueprintId"] in blueprints
        for kind in ("CREATE_ENVIRONMENT_PROFILE", "DELEGATE_CREATE_ENVIRONMENT_PROFILE", "CREATE_ENVIRONMENT_FROM_BLUEPRINT"):
            entity = f"{account}:{one['environmentBlueprintId']}"
            read_grants(reader, at, "ENVIRONMENT_BLUEPRINT_CONFIGURATION", entity, kind)
    for one in reader.rows("datazone", "ListEnvironmentProfiles", "items", **at):
        read_grants(reader, at, "ENVIRONMENT_PROFILE", one["id"], "CREATE_ENVIRONMENT")
    for managed in (True, False):
        for one in reader.rows("datazone", "SearchTypes", "items", **at, searchScope="ASSET_TYPE", managed=managed):
            read_grants(reader, at, "ASSET_TYPE", one["assetTypeItem"]["name"], "USE_ASSET_TYPE")


def read_grants(reader, at, kind, entity, policy):
    asked = {"entityType": kind, "entityIdentifier": entity, "policyType": policy}
    reader.rows("datazone", "ListPolicyGrants", "grantList", **at, **asked)


def read_item(reader, at, item):
    ((kind, one),) = item.items()
    if kind == "assetItem":
        reader.call("datazone", "GetAsset", **at, identifier=one["identifier"])
        reader.rows("datazone", "ListAssetRevisions", "items", **at, identifier=one["identifier"])
        for found in reader.rows("datazone", "ListAssetFilters", "items", **at, assetIdentifier=one["identifier"]):
            reader.call("datazone", "GetAssetFilter", **at, assetIdentifier=one["identifier"], identifier=found["id"])
    elif kind == "dataProductItem":
        reader.call("datazone", "GetDataProduct", **at, identifier=one["id"])
    elif kind == "glossaryItem":
        reader.call("datazone", "GetGlossary", **at, identifier=one["id"])
    elif kind == "glossaryTermItem":
        reader.call("datazone", "GetGlossaryTerm", **at, identifier=one["id"])


def main():
    given = json.load(sys.stdin)
    accounts = list(given["profiles"])
    for account in accounts:
        reader = Reader(given, account)
        read_lake(reader)
        if account in (accounts[0], accounts[-1]):
            read_people(reader)
            read_mesh(reader)
    print(json.dumps({"problems": sorted(set(PROBLEMS)), "calls": CALLS, "rows": ROWS, "used": sorted(USED), "walked": len(WALKED)}))


if __name__ == "__main__":
    main()
