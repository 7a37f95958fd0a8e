#!/usr/bin/env python3
"""Plays scenarios: small programs that ask an API server things, step by step.

  play.py record  --peer URL [NAME...]              on the original, and writes recordings/NAME.json
  play.py replay  --ours URL [NAME...]              on Tsubame, and compares with the recordings
  play.py compare --peer URL --ours URL [NAME...]   on both, and compares
Without a name, all of scenarios/. `--ca FILE` trusts that authority, `--insecure` trusts anyone.

A scenario is a file that defines `run(c)`; clients.py says what `c` can do, fixtures.py what can be prepared in one line. The servers hold the seed data
and whatever other scenarios left behind, so a scenario only looks at what it made. The last line of a replay is `N passed, N failed`.
"""
import argparse
import importlib.util
import json
import pathlib
import sys
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from answers import differences  # noqa: E402
from clients import ADMIN, Client, Run, Server  # noqa: E402


def load(name):
    spec = importlib.util.spec_from_file_location("scenario_" + name, HERE / "scenarios" / (name + ".py"))
    scenario = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scenario)
    return scenario


def play(server, name, learn):
    """The run, and what made it stop short, if anything did."""
    run = Run(server, learn)
    try:
        load(name).run(Client.admin(run))
    except Exception as error:
        place = [f for f in traceback.extract_tb(error.__traceback__) if "scenarios" in f.filename]
        at = f" (line {place[-1].lineno}: {place[-1].line})" if place else ""
        return run, f"{type(error).__name__}: {error}{at}"
    return run, None


def check(name, recorded, run, crash, limit=12):
    """Prints what differs; answers how many steps passed and failed."""
    passed = failed = 0
    for number, want in enumerate(recorded, 1):
        if number > len(run.steps):
            failed += 1
            if not crash:
                print(f"{name} step {number}: {want['step']}: not played")
            continue
        lines = list(compare(want, run.steps[number - 1], run.names))
        passed, failed = passed + (not lines), failed + bool(lines)
        if lines:
            print(f"{name} step {number}: {want['step']}" + (f"  ({want['note']})" if want["note"] else ""))
            print("".join(f"    {line}\n" for line in lines[:limit]), end="")
            if len(lines) > limit:
                print(f"    ... {len(lines) - limit} more")
    for step in run.steps[len(recorded):]:
        failed += 1
        print(f"{name}: {step['step']}: not in the recording")
    if crash:
        failed += 1
        print(f"{name} stopped after step {len(run.steps)} of {len(recorded)}: {crash}")
    return passed, failed


def compare(want, got, names):
    expected = want.get("fixed", want)
    if want["step"].split()[0] != got["step"].split()[0]:
        yield f"another step was played: {got['step']}"
        return
    if "fixed" not in want:
        names.same_text(want["step"], got["step"])
    for key in ("status", "type", "body", "headers"):
        if key in expected:
            yield from differences(expected[key], got.get(key), names, "" if key == "body" else key)


def recording(name):
    return HERE / "recordings" / (name + ".json")


def written(steps):
    """A JSON list with one step a line: a step that changes is one line that changes."""
    lines = (json.dumps(step, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for step in steps)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("record", "replay", "compare"))
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--peer", metavar="URL")
    parser.add_argument("--ours", metavar="URL")
    parser.add_argument("--ca", metavar="FILE")
    parser.add_argument("--insecure", action="store_true")
    parser.add_argument("--email", default=ADMIN[0], help="of an administrator, on both sides")
    parser.add_argument("--password", default=ADMIN[1])
    parser.add_argument("--quiet", action="store_true", help="only failures and the sum")
    args = parser.parse_intermixed_args()
    if args.command != "replay" and not args.peer or args.command != "record" and not args.ours:
        parser.error("--peer is needed to record and compare, --ours to replay and compare")
    names = args.names or sorted(p.stem for p in (HERE / "scenarios").glob("[a-z]*.py"))
    account = (args.email, args.password)
    peer = Server(args.peer, is_original=True, account=account) if args.peer else None
    ours = Server(args.ours, verify=args.ca or not args.insecure, account=account) if args.ours else None
    passed = failed = 0
    for name in names:
        recorded = None
        if args.command == "replay":
            if not recording(name).exists():
                print(f"{name}: no recording")
                failed += 1
                continue
            recorded = json.loads(recording(name).read_text())
        else:
            run, crash = play(peer, name, learn=True)
            recorded = run.steps
            if crash:
                print(f"{name} stopped on the original after step {len(recorded)}: {crash}")
                failed += 1
                continue
            for step in recorded:
                if step.get("status", 200) >= 500:
                    print(f"{name}: the original answers {step['status']} without `fixed`: {step['step']}")
            if args.command == "record":
                recording(name).write_text(written(recorded))
                print(f"{name}: {len(recorded)} steps recorded")
                continue
        run, crash = play(ours, name, learn=False)
        good, bad = check(name, recorded, run, crash)
        passed, failed = passed + good, failed + bad
        if not args.quiet:
            print(f"{name}: {good} of {good + bad}")
    if args.command != "record":
        print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
