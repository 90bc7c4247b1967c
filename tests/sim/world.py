"""A home shared by several devices, simulated from one seed: clocks, people, engines, power cuts.

    PYTHONPATH=.:tests python -m sim.world 0 1000              seeds
    PYTHONPATH=.:tests python -m sim.world 17 18 -v            one seed again, told step by step
    --older                                                    on tsubo 0.1.0: see older_device.py
    --days 30   --seconds 600   --engine Syncthing   --calm (no skew)   --unusual 5 (times as often)

What must hold: of each record the newest acknowledged version is on every device once the
engines have carried everything; what was removed does not come back; all devices hold the same;
undo and redo do what this device's person did, and nothing else.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, NoReturn

from sim.engines import ENGINES, Engine, Git
from sim.memory_disk import Crash

if TYPE_CHECKING:
    from sim.device import Device

DAY = 86_400_000
ACTS = {
    "log": 30, "edit": 14, "remove": 9, "undo": 10, "redo": 5, "undo one": 5, "redo one": 4,
    "goal": 5, "backup": 4, "repair": 3, "import": 2, "open": 8, "poll": 6,
}  # fmt: skip
"""The acts of a person, and how often each happens."""
SKEWS = (0, 3, 20_000, -20_000, 2 * 3_600_000, -3 * DAY, 3 * DAY)


class Failure(Exception):  # noqa: N818 - it is named for what happened
    """Something did not hold."""


@dataclass(frozen=True)
class Options:
    """How a world is made."""

    days: int = 14
    engine: str = ""
    calm: bool = False
    unusual: float = 1.0
    verbose: bool = False
    older: bool = False


class World:
    """One seed's devices, and what carries files between them."""

    def __init__(self, seed: int, options: Options) -> None:
        self.seed, self.options = seed, options
        self.chance = chance = Random(seed)
        self.time = 1_798_000_000_000 + chance.randrange(400) * DAY
        self.counts: Counter[str] = Counter()
        self.said: list[str] = []
        self.best: dict[tuple[str, str], tuple[int, Any]] = {}
        """Of each record the greatest acknowledged version, and its document."""
        made = chance.choice(ENGINES)
        made = next((each for each in ENGINES if each.__name__ == options.engine), made)
        self.engine: Engine = made(chance)
        self.is_skewed = not options.calm and chance.random() < 0.6
        self.has_crashes = chance.random() < 0.7 and not options.older
        self.kind = _device(older=options.older)
        self.devices: list[Device] = [self.kind(self, "a", 0)]
        for name in "bcde"[: chance.choice([1, 1, 2, 2, 4])]:
            self.devices.append(self.kind(self, name, self._skew()))
        self.snapshots: list[tuple[Device, dict[str, tuple[bytes, int]]]] = []
        self.say(
            f"seed {seed}: {type(self.engine).__name__}, {len(self.devices)} devices, "
            f"skewed {self.is_skewed}, crashes {self.has_crashes}"
        )

    def _skew(self) -> int:
        return self.chance.choice(SKEWS) if self.is_skewed else 0

    def say(self, text: str) -> None:
        self.said.append(text)
        if self.options.verbose:
            print(text)

    def count(self, what: str, by: int = 1) -> None:
        self.counts[what] += by

    def fail(self, text: str) -> NoReturn:
        raise Failure(text)

    def acknowledge(self, device: Device, table: str, key: str) -> None:
        rank = device.rank(table, key)
        if rank > self.best.get((table, key), (-1, None))[0]:
            self.best[table, key] = rank, copy.deepcopy(device.found(table, key))
        self.count("acknowledged")

    def run(self) -> None:
        for _ in range(self.options.days):
            self.day()
        self.rest()
        self.judge()

    def day(self) -> None:
        self.time += DAY
        for device in self.devices:
            self.count("device-days")
            if self.is_skewed and self.chance.random() < 0.02:
                device.skew += self.chance.choice(
                    [-5 * 3_600_000, 5 * 3_600_000, 365 * DAY, -30 * DAY]
                )
                self.say(f"{device.name}: the clock jumps")
            for _ in range(self.chance.choice([0, 1, 2, 3, 6])):
                self.act(device, self.chance.choices(list(ACTS), list(ACTS.values()))[0])
            if self.chance.random() < 0.5:
                self.sync()
        if self.chance.random() < 0.15 * self.options.unusual:
            self.unusual()

    def act(self, device: Device, kind: str) -> None:
        self.count("operations")
        self.say(f"{device.name} {kind}")
        if self.has_crashes and self.chance.random() < 0.1:
            device.os.fuel = self.chance.randrange(60)
        try:
            device.act(kind)
        except Crash:
            self.count("power cuts")
            self.say(f"{device.name}: the power goes")
            device.crash()
        finally:
            device.os.fuel = -1

    def sync(self) -> None:
        one, other = self.chance.sample(self.devices, 2)
        self.count("syncs")
        self.say(f"{one.name} -> {other.name}")
        self.engine.sync(one.home, other.home, lambda: self._meanwhile(one, other))

    def _meanwhile(self, *two: Device) -> None:
        """Somebody works while the engine does."""
        if self.chance.random() < 0.01:
            self.act(self.chance.choice(two), "log")

    def unusual(self) -> None:
        what = self.chance.choice(["snapshot", "back", "back", "copied", "twin", "alter", "forget"])
        device = self.chance.choice(self.devices)
        self.say(f"{device.name}: {what}")
        if what == "snapshot":
            home = device.home
            self.snapshots.append((device, {name: home.get(name) for name in home.names()}))
        elif what == "back" and self.snapshots:
            self.count("old folders copied back")
            whose, files = self.chance.choice(self.snapshots)
            for name, (data, mtime) in files.items():
                if not name.endswith(".lock"):
                    whose.home.put(name, data, mtime)
        elif what == "copied" and len(self.devices) < 5:
            self.count("folders copied to a new device")
            new = self.kind(self, f"{device.name}+{len(self.devices)}", self._skew())
            for name in device.home.names():
                new.home.put(name, *device.home.get(name))
            self.devices.append(new)
        elif self.options.older:
            return
        elif what == "twin" and len(self.devices) < 5:
            self.count("virtual machines copied")
            self._copy_machine(device)
        elif what == "alter":
            self._alter(device)
        elif what == "forget":
            self._forget(device)

    def _copy_machine(self, device: Device) -> None:
        system = copy.copy(device.os)
        system.inodes = copy.deepcopy(device.os.inodes)
        system.durable = copy.deepcopy(device.os.durable)
        system.pending, system.fds = copy.deepcopy(device.os.pending), {}
        twin = self.kind(self, f"{device.name}'", self._skew(), system)
        twin.was_cut_short = True
        device.is_twin = twin.is_twin = True
        self.devices.append(twin)

    def _alter(self, device: Device) -> None:
        """A bit rots in a journal, in a line that a step or a backup still has."""
        if device.store is None:
            return
        name = f"devices/{device.store.journals.me}/2027.jsonl"
        if name not in device.home.names():
            return
        device.store.backup(device.today(), again=True)
        data, mtime = device.home.get(name)
        at = data.rfind(b'"lain":60.0')
        if at >= 0:
            self.count("rotten bits")
            device.home.put(name, data[:at] + b'"lain":90.0' + data[at + 11 :], mtime + 1)

    def _forget(self, device: Device) -> None:
        """A person forgets another device, which may well be alive."""
        from tracker.store import doctor, foreign

        store = device.opened()
        names = [each.name for each in doctor.devices(store.journals) if not each.is_this]
        if names:
            self.count("devices forgotten")
            for each in self.devices:
                each.is_twin = True  # the engines take its steps away, and with them its undo
            foreign.forget(store.journals, self.chance.choice(names))

    def rest(self) -> None:
        """Nobody does anything any more, and the engines carry everything."""
        self.engine.chance = Random(1)
        self.engine.chance.random = lambda: 0.99  # type: ignore[method-assign]
        if hasattr(self.engine, "post"):
            self.engine = ENGINES[4](self.engine.chance)  # what was posted late is brought now
        for device in self.devices:
            device.fresh()
        before = -1
        for _ in range(12):
            if before == (before := sum(device.home.changes for device in self.devices)):
                break
            for one in self.devices:
                for other in self.devices:
                    if one is not other:
                        self.time += 60_000  # so that what is written again has another time
                        seen = one.home.changes, other.home.changes
                        self.engine.sync(one.home, other.home)
                        for device, was in zip((one, other), seen, strict=True):
                            if device.home.changes != was:
                                device.fresh()

    def judge(self) -> None:
        want = {place: said for place, (_, said) in self.best.items() if said is not None}
        lost = extra = differ = 0
        for device in self.devices:
            device.fresh()
            have = device.records()
            missing, more = want.keys() - have.keys(), have.keys() - want.keys()
            lost += len(missing)
            extra += len(more)
            other = [each for each in have.keys() & want.keys() if have[each] != want[each]]
            differ += len(other)
            for place in sorted(other)[:2]:
                self.say(f"{device.name}: {place} is {have[place]}, not {want[place]}")
                self.say(f"{device.rank(*place)} {self.best[place][0]}")
            for place in sorted(missing)[:2]:
                self.say(f"{device.name} lost {place}: {device.rank(*place)} {self.best[place][0]}")
            for place in sorted(more)[:2]:
                self.say(f"{device.name} has {place} {have[place]} best {self.best.get(place)}")
            if device.store and device.store.problems():
                self.count("devices with problems")
                self.say(f"{device.name}: {device.store.problems()[:3]}")
        self.count("lost", lost)
        self.count("came back", extra)
        self.count("differ", differ)
        self.count("records", len(want))
        if lost or extra or differ:
            self.fail(f"{lost} lost, {extra} came back, {differ} differ")


def _device(*, older: bool) -> Any:
    """The kind of device; 0.1.0's can be imported only beside its own modules."""
    if older:
        from sim.older_device import OlderDevice

        return OlderDevice
    from sim.device import Device

    return Device


def simulate(seeds: range, options: Options, until: float = float("inf")) -> Counter[str]:
    """Run worlds until the time is over; ``bad seeds`` counts those that failed."""
    total: Counter[str] = Counter()
    for seed in seeds:
        if time.monotonic() > until:
            break
        world = World(seed, options)
        name = type(world.engine).__name__
        try:
            world.run()
        except Failure as failure:
            total["bad"] += 1
            total[f"bad seed {seed}"] = 1
            print(f"seed {seed} {name}: {failure} | " + " | ".join(world.said[-4:]), flush=True)
        except Exception:  # noqa: BLE001 - reported with its seed
            total["bad"] += 1
            total[f"bad seed {seed}"] = 1
            print(f"seed {seed} {name}: {traceback.format_exc()}", flush=True)
        for device in world.devices:
            device.close()
        total += world.counts
        total["worlds"] += 1
        total["conflict copies"] += world.engine.conflicts
        total[f"worlds with {name}"] += 1
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--days", type=int, default=14)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--engine", default="")
    parser.add_argument("--unusual", type=float, default=1.0)
    parser.add_argument("--calm", action="store_true")
    parser.add_argument("--older", action="store_true")
    parser.add_argument("-v", dest="verbose", action="store_true")
    given = parser.parse_args()
    options = Options(
        given.days, given.engine, given.calm, given.unusual, given.verbose, given.older
    )
    total = simulate(range(given.first, given.last), options, time.monotonic() + given.seconds)
    print(json.dumps(dict(total)))
    return bool(total["bad"])


__all__ = ["Git", "Options", "World", "simulate"]

if __name__ == "__main__":
    sys.exit(main())
