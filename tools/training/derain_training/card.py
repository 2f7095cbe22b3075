"""Prints a model card of trained weights, with what they and the log know; what must be measured or seen is left as TODO."""
import os

from . import journal, safetensors


def arguments(p):
    p.add_argument('name', help='of the model, such as m17n1')
    p.add_argument('weights', help='one whole file, .safetensors')
    p.add_argument('--log', help='log.jsonl of the run')


def run(a):
    arrays, facts = safetensors.load(a.weights)
    print(text(a.name, os.path.getsize(a.weights), arrays, facts, journal.read(a.log) if a.log else []))


def text(name, size, arrays, facts, log):
    return f"""# {name}

TODO one sentence: what it is for.

| | |
|---|---|
| file | `src/main/resources/META-INF/derain4j/{name}.safetensors`, {' and '.join(sorted({str(v.dtype) for v in arrays.values()}))}, {size / 1e6:.1f} MB |
| architecture | scope `{facts['scope']}`, blocks `{facts['block']}`, C={facts['channels']}, M={facts['blocks']}, N={facts['attention']} |
| size | {sum(v.size for v in arrays.values()):,} values stored |
| use | `derain -m {name}`, with the artefact `derain4j-weights-{name}` on the class path |

| `derain eval` | rainy | derained |
|---|---|---|
| Rain100L | TODO | TODO |
| Rain100H | TODO | TODO |

## Recipe

By [tools/training](../../tools/training/README.md): {facts['recipe']}.

{facts['steps']} steps in {facts['seconds']} s, seed {facts['seed']}, begun from {facts['begun_from']}. TODO machine.

Held-back photos under held-back rain, dB, from [its log](training.jsonl):

{table(log) if log else 'TODO'}

## Data and their licences

{facts['data']}. {facts['licence']} TODO which photos, under which conditions; that no scene of a test set is among them.

## On real photos

TODO what is seen.

## What it does badly

TODO"""


def table(log):
    kinds = list(log[-1]['psnr'])
    rows = [f'| step | seconds | loss | {" | ".join(kinds)} |', '|---' * (3 + len(kinds)) + '|']
    rows += [f'| rainy | | | {" | ".join(str(log[-1]["rainy"][k]) for k in kinds)} |']
    rows += [f'| {r["step"]} | {r["seconds"]} | {r["loss"]} | {" | ".join(str(r["psnr"][k]) for k in kinds)} |' for r in log]
    return '\n'.join(rows)
