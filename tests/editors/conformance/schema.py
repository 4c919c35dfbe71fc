"""Whether recorded messages are what the protocol says.

The schema is lsprotocol, which Microsoft generates from the protocol's meta model. A message that is read into its types
and written back must come out as it was: whatever is missing, of the wrong type or not in the protocol changes on the way.
"""

import json
from collections import Counter
from typing import Union

from lsprotocol import types
from pygls.protocol import default_converter


def make_converter():
    """lsprotocol's converter. It takes everything with a `command` for a command, code actions that have one included."""
    converter = default_converter()

    def command_or_action(value, _):
        is_command = isinstance(value.get("command"), str)
        return converter.structure(value, types.Command if is_command else types.CodeAction)

    converter.register_structure_hook(Union[types.Command, types.CodeAction], command_or_action)
    return converter


CONVERTER = make_converter()


def complaints(log_file):
    """What is wrong with the messages of a server."""
    with open(log_file, encoding="utf-8") as log:
        entries = [json.loads(line) for line in log]
    asked = {
        entry["message"]["id"]: entry["message"]["method"]
        for entry in entries
        if entry["from"] == "client" and "method" in entry["message"] and "id" in entry["message"]
    }
    sent = [entry["message"] for entry in entries if entry["from"] == "server"]
    found = [complaint for message in sent for complaint in wrong_with(message, asked)]
    answered = Counter(message["id"] for message in sent if "method" not in message)
    for number, method in asked.items():
        if answered[number] != 1:
            found.append(f"{method} was answered {answered[number]} times")
    return found


def wrong_with(message, asked):
    method = message.get("method") or asked.get(message.get("id"))
    if method is None:
        return [f"an answer to nothing: {message}"]
    if "error" in message:
        kind = types.ResponseErrorMessage
    elif method not in types.METHOD_TO_TYPES:
        # Not in the protocol: a client asked for it to see it refused.
        return [f"an answer to {method}: {message}"]
    else:
        request, response, *_ = types.METHOD_TO_TYPES[method]
        kind = request if "method" in message else response
    try:
        # By way of JSON, where the protocol's enumerations are plain values again.
        back = json.loads(json.dumps(CONVERTER.unstructure(CONVERTER.structure(message, kind), unstructure_as=kind)))
    except Exception as error:
        return [f"{method}: {error!r}: {message}"]
    return list(differences(message, back, method))


def differences(sent, back, path):
    """Where two JSON values differ. A property that is absent and one that is null are not told apart."""
    if isinstance(sent, dict) and isinstance(back, dict):
        for key in sent.keys() | back.keys():
            yield from differences(sent.get(key), back.get(key), f"{path}.{key}")
    elif isinstance(sent, list) and isinstance(back, list) and len(sent) == len(back):
        for number, (one, other) in enumerate(zip(sent, back)):
            yield from differences(one, other, f"{path}[{number}]")
    elif type(sent) is not type(back) or sent != back:
        yield f"{path}: sent {sent!r}, which the protocol reads as {back!r}"
