"""Sends every operation of the given cases through botocore and compares the parsed answers with the expected ones.

Reads one JSON document {endpoint, region, key, secret, cases: [{service, operation, input, output}]} on standard input,
writes one JSON line per case: {service, operation, skipped?, error?, sent?}. Dates travel as {"$date": seconds}, bytes as
{"$bytes": base64}. Parameter validation is off: the server is the one under test.
"""

import base64
import datetime
import json
import sys

import botocore.session
from botocore.config import Config
from botocore.handlers import json_decode_policies
from botocore.response import StreamingBody


def decode(value):
    if isinstance(value, dict):
        if "$date" in value:
            return datetime.datetime.fromtimestamp(value["$date"], datetime.timezone.utc)
        if "$bytes" in value:
            return base64.b64decode(value["$bytes"])
        return {key: decode(part) for key, part in value.items()}
    return [decode(part) for part in value] if isinstance(value, list) else value


def encode(value):
    if isinstance(value, StreamingBody):
        value = value.read()
    if isinstance(value, datetime.datetime):
        return {"$date": round(value.timestamp(), 3)}
    if isinstance(value, (bytes, bytearray)):
        return {"$bytes": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, dict):
        return {key: encode(part) for key, part in value.items()}
    return [encode(part) for part in value] if isinstance(value, list) else value


def known(shape, value):
    """What botocore's model has of a value: the JavaScript clients may be newer."""
    if shape is None:
        return {}
    if shape.type_name == "structure" and isinstance(value, dict) and not getattr(shape, "is_document_type", False):
        return {name: known(shape.members[name], part) for name, part in value.items() if name in shape.members}
    if shape.type_name == "list" and isinstance(value, list):
        return [known(shape.member, part) for part in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {name: known(shape.value, part) for name, part in value.items()}
    return value


def main():
    given = json.load(sys.stdin)
    session = botocore.session.Session()
    clients = {}
    for case in given["cases"]:
        service, operation = case["service"], case["operation"]
        if service not in clients:
            config = Config(parameter_validation=False, inject_host_prefix=False, retries={"max_attempts": 0})
            clients[service] = session.create_client(
                service,
                region_name=given["region"],
                endpoint_url=given["endpoint"],
                aws_access_key_id=given["key"],
                aws_secret_access_key=given["secret"],
                config=config,
            )
            clients[service].meta.events.unregister("after-call.iam", json_decode_policies)
        client = clients[service]
        answer = {"service": service, "operation": operation}
        methods = {name: method for method, name in client.meta.method_to_api_mapping.items()}
        if operation not in methods:
            print(json.dumps({**answer, "skipped": True}))
            continue
        model = client.meta.service_model.operation_model(operation)
        sent = known(model.input_shape, decode(case["input"]))
        answer["sent"] = encode(sent)
        try:
            got = getattr(client, methods[operation])(**sent)
            got.pop("ResponseMetadata", None)
            expected = known(model.output_shape, decode(case["output"]))
            if encode(got) != encode(expected):
                answer["error"] = f"parsed {encode(got)}, expected {encode(expected)}"
        except Exception as error:  # every kind of failure is a finding
            answer["error"] = f"{type(error).__name__}: {error}"
        print(json.dumps(answer))


if __name__ == "__main__":
    main()
