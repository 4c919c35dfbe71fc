"""record.py LOG PROGRAM…: runs a language server and writes down every message, in both directions, as it passes."""

import json
import os
import subprocess
import sys
import threading


def messages(stream):
    """The messages of a stream, each with the bytes that it came in."""
    while header := stream.readline():
        length = None
        head = header
        while header.strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
            header = stream.readline()
            head += header
        body = stream.read(length)
        yield head + body, json.loads(body)


def forward(sender, source, target, log, lock):
    for data, message in messages(source):
        with lock:
            log.write(json.dumps({"from": sender, "message": message}, ensure_ascii=False) + "\n")
            log.flush()
        try:
            target.write(data)
            target.flush()
        except BrokenPipeError:
            break
    target.close()


def main():
    log_file, *command = sys.argv[1:]
    lock = threading.Lock()
    with open(log_file, "w", encoding="utf-8") as log:
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        sending = (("client", sys.stdin.buffer, server.stdin), ("server", server.stdout, sys.stdout.buffer))
        threads = [threading.Thread(target=forward, args=(*way, log, lock), daemon=True) for way in sending]
        for thread in threads:
            thread.start()
        status = server.wait()
        threads[1].join()
    # Without the interpreter's farewell, which would wait for the thread that still reads from the client.
    os._exit(status)


main()
