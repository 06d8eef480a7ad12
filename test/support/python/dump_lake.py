"""Dumps what Lake Formation holds in every account through boto3, so that a state can be compared before and after.

Reads {endpoint, region, profiles: {account: [key, secret]}} on standard input. Writes one JSON document
{account: {what: [rows]}} with rows as AWS answers them, without the metadata of the answer.
"""

import json
import sys

import boto3
from botocore.config import Config

LISTS = {
    "permissions": ("list_permissions", "PrincipalResourcePermissions"),
    "tags": ("list_lf_tags", "LFTags"),
    "expressions": ("list_lf_tag_expressions", "LFTagExpressions"),
    "filters": ("list_data_cells_filter", "DataCellsFilters"),
    "optIns": ("list_lake_formation_opt_ins", "LakeFormationOptInsInfoList"),
    "locations": ("list_resources", "ResourceInfoList"),
}


def pages(call, member, **asked):
    token = None
    while True:
        answer = call(**asked, **({"NextToken": token} if token else {}))
        yield from answer.get(member, [])
        token = answer.get("NextToken")
        if not token:
            return


def dump(account, clients):
    lake, glue = clients("lakeformation"), clients("glue")
    held = {what: list(pages(getattr(lake, name), member)) for what, (name, member) in LISTS.items()}
    held["settings"] = [lake.get_data_lake_settings()["DataLakeSettings"]]
    held["assigned"] = []
    for database in pages(glue.get_databases, "DatabaseList"):
        places = [{"Database": {"CatalogId": account, "Name": database["Name"]}}]
        for table in pages(glue.get_tables, "TableList", DatabaseName=database["Name"]):
            if "TargetTable" not in table:
                places.append({"Table": {"CatalogId": account, "DatabaseName": database["Name"], "Name": table["Name"]}})
        for place in places if "TargetDatabase" not in database else []:
            answer = lake.get_resource_lf_tags(Resource=place)
            held["assigned"].append({k: v for k, v in {**place, **answer}.items() if k != "ResponseMetadata"})
    return held


def main():
    asked = json.load(sys.stdin)
    config = Config(inject_host_prefix=False, retries={"total_max_attempts": 1})
    result = {}
    for account, (key, secret) in asked["profiles"].items():
        session = boto3.Session(aws_access_key_id=key, aws_secret_access_key=secret, region_name=asked["region"])
        result[account] = dump(account, lambda name: session.client(name, endpoint_url=asked["endpoint"], config=config))
    json.dump(result, sys.stdout, default=str)


if __name__ == "__main__":
    main()
