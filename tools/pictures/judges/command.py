"""Runs the derain command over many files, and reads its lines."""
import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
DERAIN = os.environ.get("DERAIN", str(HERE.parents[1] / "bin" / "derain"))


@dataclass
class Outcome:
    """What became of one input."""
    file: Path
    output: Path = None
    error: str = None
    notes: list = field(default_factory=list)

    @property
    def read(self):
        return self.output is not None


def options():
    """The options that this build of the command has."""
    help_text = subprocess.run([DERAIN, "--help"], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"(?<![\w-])(--[a-z][a-z-]*|-[a-z](?=,))", help_text))


def _parse(text, outcomes, by_name):
    for line in text.splitlines():
        done = re.match(r"(.+?) -> (.+?)  \d+x\d+  ", line)
        note = re.match(r"derain: note: (.+?): (.+)", line)
        error = re.match(r"derain: (.+?): (.+)", line)
        where = error and (error[1] if error[1] in by_name else os.path.splitext(error[1])[0])
        if done and done[1] in by_name:
            outcomes[by_name[done[1]]].output = Path(done[2])
        elif note and note[1] in by_name:
            outcomes[by_name[note[1]]].notes.append(note[2])
        elif error and where in by_name:
            outcomes[by_name[where]].error = error[2]


def run(files, folder, model, arguments=(), seconds=600, heap="-Xmx3g", batch=150):
    """Outcomes in the order of the files. Who hangs or ends the process is found, named and left aside."""
    folder.mkdir(parents=True, exist_ok=True)
    outcomes = [Outcome(file) for file in files]
    by_name = {str(file): i for i, file in enumerate(files)}
    by_name |= {str((folder / file.name).with_suffix("")): i for i, file in enumerate(files)}  # of a result that cannot be written
    left = list(range(len(files)))
    while left:
        now = left[:batch]
        command = [DERAIN, "-m", str(model), "--overwrite", *arguments, "-o", f"{folder}/", *(str(files[i]) for i in now)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=seconds, env={**os.environ, "DERAIN_OPTS": heap})
            end, out, err = f"exit code {done.returncode}", done.stdout, done.stderr
        except subprocess.TimeoutExpired as e:
            end, out, err = f"no end after {seconds} s", e.stdout or b"", e.stderr or b""
        _parse(out.decode(errors="replace"), outcomes, by_name)
        _parse(err.decode(errors="replace"), outcomes, by_name)
        silent = [i for i in now if not outcomes[i].read and not outcomes[i].error]
        left = left[batch:]
        if silent:
            last = (err.decode(errors="replace").strip().splitlines() or [""])[-1]
            outcomes[silent[0]].error = f"the command broke off here: {end}: {last}"
            if end in ("exit code 0", "exit code 1"):
                for i in silent:
                    outcomes[i].error = "the command says nothing of it, broke off or lost a line"
            else:
                left = silent[1:] + left
    return outcomes
