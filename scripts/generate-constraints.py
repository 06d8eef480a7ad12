#!/usr/bin/env python3
"""Writes src/main/sandbox/constraints/SERVICE.json: what AWS's public service models say about input values and the SDK's
schemas leave out (enums, lengths, ranges, patterns, integer widths), and regions.json: the regions that exist. And src/core/change/request-shapes/SERVICE.json: the
whole input shapes of the writes that Heddle plans, so that a preview refuses what the service refuses. The sandbox and the
engine share no file, so that neither hides a mistake of the other.

Run it by hand when botocore is updated: `python3 scripts/generate-constraints.py`. The result is committed.
Source: botocore, Copyright Amazon.com, Inc. or its affiliates, Apache License 2.0.
"""

import json
import os

import botocore
from botocore.loaders import Loader

SERVICES = ["glue", "lakeformation", "datazone", "sts", "iam", "ram", "identitystore", "sso", "sso-admin", "sso-oidc"]
TARGET = os.path.join(os.path.dirname(__file__), "..", "src", "main", "sandbox", "constraints")


def compact(model):
    """Structures of the input closure: member name -> index into the list of distinct constraints."""
    shapes = model["shapes"]
    distinct, index, structures, busy = [], {}, {}, {}

    def intern(rule):
        if not rule:
            return None
        key = json.dumps(rule, sort_keys=True)
        if key not in index:
            index[key] = len(distinct)
            distinct.append(rule)
        return index[key]

    def rule_of(name):
        if name in busy:
            return busy[name]
        busy[name] = None  # a recursive list or map carries no constraint of its own below the recursion
        shape, rule = shapes[name], {}
        kind = shape["type"]
        if kind in ("integer", "long"):
            rule["type"] = kind
        for source, target in (("min", "min"), ("max", "max"), ("pattern", "pattern"), ("enum", "enum")):
            if source in shape:
                rule[target] = shape[source]
        if kind == "list":
            item = rule_of(shape["member"]["shape"])
            if item is not None:
                rule["item"] = item
        elif kind == "map":
            key, value = rule_of(shape["key"]["shape"]), rule_of(shape["value"]["shape"])
            if key is not None:
                rule["key"] = key
            if value is not None:
                rule["value"] = value
        elif kind == "structure":
            visit(name)
            rule = {}
        busy[name] = intern(rule)
        return busy[name]

    def visit(name):
        if name in structures:
            return
        structures[name] = {}
        for member, ref in shapes[name].get("members", {}).items():
            rule = rule_of(ref["shape"])
            if rule is not None:
                structures[name][member] = rule

    for operation in model["operations"].values():
        if "input" in operation:
            visit(operation["input"]["shape"])
    return distinct, {name: members for name, members in sorted(structures.items()) if members}

CORE = os.path.join(os.path.dirname(__file__), "..", "src", "core", "change", "request-shapes")
PLANNED = {
    "lakeformation": [
        "GrantPermissions", "RevokePermissions", "BatchGrantPermissions", "BatchRevokePermissions", "AddLFTagsToResource",
        "RemoveLFTagsFromResource", "CreateLFTag", "UpdateLFTag", "DeleteLFTag", "CreateLFTagExpression",
        "UpdateLFTagExpression", "DeleteLFTagExpression", "CreateDataCellsFilter", "UpdateDataCellsFilter",
        "DeleteDataCellsFilter", "CreateLakeFormationOptIn", "DeleteLakeFormationOptIn", "PutDataLakeSettings",
        "RegisterResource", "UpdateResource", "DeregisterResource",
    ],
    "datazone": [
        "AcceptSubscriptionRequest", "RejectSubscriptionRequest", "RevokeSubscription", "CancelSubscription",
        "CreateSubscriptionGrant", "DeleteSubscriptionGrant", "CreateSubscriptionRequest", "UpdateSubscriptionRequest",
        "DeleteSubscriptionRequest", "CreateProjectMembership", "DeleteProjectMembership", "AddEntityOwner",
        "RemoveEntityOwner", "AddPolicyGrant", "RemovePolicyGrant", "CreateRule", "UpdateRule", "DeleteRule",
    ],
}
KINDS = {"integer": "number", "long": "number", "float": "number", "double": "number"}


def planned(model, operations):
    """Input shapes by index: operation -> shape, and the shapes that they reach."""
    source, shapes, index = model["shapes"], [], {}

    def place(name):
        if name in index:
            return index[name]
        index[name] = len(shapes)
        held = {}
        shapes.append(held)
        shape = source[name]
        kind = shape["type"]
        held["kind"] = KINDS.get(kind, kind)
        for bound in ("min", "max", "pattern", "enum"):
            if bound in shape:
                held[bound] = shape[bound]
        if kind == "structure":
            if shape.get("document"):
                held["kind"] = "document"
                return index[name]
            held["members"] = {member: place(ref["shape"]) for member, ref in shape.get("members", {}).items()}
            # A token that the SDK fills in is not the caller's to give.
            required = [m for m in shape.get("required", []) if not shape["members"][m].get("idempotencyToken")]
            if required:
                held["required"] = required
        elif kind == "list":
            held["item"] = place(shape["member"]["shape"])
        elif kind == "map":
            held["value"] = place(shape["value"]["shape"])
        return index[name]

    return {name: place(model["operations"][name]["input"]["shape"]) for name in operations}, shapes


def write_planned(loader, service, operations):
    model = loader.load_service_model(service, "service-2")
    of, shapes = planned(model, operations)
    document = {
        "source": f"botocore {botocore.__version__}, Apache License 2.0, Copyright Amazon.com, Inc. or its affiliates",
        "operations": of,
        "shapes": shapes,
    }
    path = os.path.join(CORE, f"{service}.json")
    os.makedirs(CORE, exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file, separators=(",", ":"), ensure_ascii=False)
        file.write("\n")
    print(f"{service}: {len(of)} planned writes, {len(shapes)} shapes, {os.path.getsize(path)} bytes")


def write_regions(loader):
    """`aws-global` and its like are names of endpoints, no regions."""
    partitions = loader.load_data("partitions")["partitions"]
    document = {
        "source": f"botocore {botocore.__version__}, Apache License 2.0, Copyright Amazon.com, Inc. or its affiliates",
        "regions": sorted(r for p in partitions for r in p["regions"] if not r.endswith("-global")),
    }
    with open(os.path.join(TARGET, "regions.json"), "w", encoding="utf-8") as file:
        json.dump(document, file, separators=(",", ":"))
        file.write("\n")


def main():
    loader = Loader(include_default_search_paths=True)
    write_regions(loader)
    for service, operations in PLANNED.items():
        write_planned(loader, service, operations)
    for service in SERVICES:
        model = loader.load_service_model(service, "service-2")
        rules, structures = compact(model)
        document = {
            "source": f"botocore {botocore.__version__}, Apache License 2.0, Copyright Amazon.com, Inc. or its affiliates",
            "apiVersion": model["metadata"]["apiVersion"],
            "unsigned": sorted(n for n, o in model["operations"].items() if o.get("authtype") == "none"),
            "rules": rules,
            "structures": structures,
        }
        path = os.path.join(TARGET, f"{service}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(document, file, separators=(",", ":"), ensure_ascii=False)
            file.write("\n")
        print(f"{service}: {len(rules)} rules, {len(structures)} structures, {os.path.getsize(path)} bytes")


if __name__ == "__main__":
    main()
