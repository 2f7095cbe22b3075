"""How long to train, and the learning rate on the way."""
import math
import time
from datetime import datetime, timedelta


class Clock:
    """The run's own seconds: a step that took ten times as long as usual (the process was stopped meanwhile) counts as a usual one."""

    def __init__(self, seconds=0.0):
        self.seconds, self.usual, self.last = seconds, None, time.monotonic()

    def tick(self):
        """After every step."""
        now = time.monotonic()
        spent, self.last = now - self.last, now
        if self.usual is not None and spent > 10 * self.usual:
            spent = self.usual
        self.usual = spent if self.usual is None else 0.95 * self.usual + 0.05 * spent
        self.seconds += spent

    def pause(self):
        """After work that is no step (validation): not counted."""
        self.last = time.monotonic()


class Budget:
    """Ends by steps, by the run's own minutes or by the time of day, whichever was given."""

    def __init__(self, steps=None, minutes=None, until=None, end=None, done=0.0, part_end=math.inf):
        """until: 'HH:MM', the next time that it is so late; end: the same in seconds since 1970; done: share of the budget that an
        earlier part of the run used; part_end: seconds since 1970 at which to stop before the budget is used."""
        if sum(x is not None for x in (steps, minutes, until, end)) != 1:
            raise SystemExit('say how long to train: one of --steps N, --minutes M, --until HH:MM, --within M')
        self.steps, self.minutes, self.done, self.part_end = steps, minutes, done, part_end
        self.begin = time.time()
        self.end = end if until is None else next_time(until, datetime.now()).timestamp()

    def progress(self, step, clock):
        """0 at the start, 1 or more at the end."""
        if self.steps is not None:
            return step / self.steps
        if self.minutes is not None:
            return clock.seconds / (60 * self.minutes)
        return self.done + (1 - self.done) * (time.time() - self.begin) / max(self.end - self.begin, 1e-9)

    def part_is_over(self):
        return time.time() >= self.part_end


def next_time(text, now):
    """The next moment after `now` at which it is HH:MM."""
    try:
        hour, minute = map(int, text.split(':'))
        then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    except ValueError:
        raise SystemExit(f'--until {text}: not a time of day; write it as 18:30')
    return then if then > now else then + timedelta(days=1)


def paper(step, progress):
    """0.8 times less every 20,000 steps."""
    return 0.8 ** (step // 20_000)


def cosine(step, progress):
    """A half wave from 1 to 0.005: for short runs that must end well."""
    return 0.5 * (1 + math.cos(math.pi * min(1.0, progress))) * 0.995 + 0.005


SCHEDULES = {'paper': paper, 'cosine': cosine}


def rate(base, schedule, step, progress, since_start, warm_up=100):
    """The learning rate of a step; it rises over the first steps of every part of a run, while Adam's averages fill."""
    return base * min(1.0, (since_start + 1) / warm_up) * SCHEDULES[schedule](step, progress)
