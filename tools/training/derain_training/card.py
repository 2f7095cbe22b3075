"""Prints a model card of trained weights, with what they, the log, the credits and the scores know; what must be seen is left as TODO."""
import os

from . import credits, journal, safetensors, scores


def arguments(p):
    p.add_argument('name', help='of the model, such as m17n1')
    p.add_argument('weights', help='one whole file, .safetensors, stamped with purpose and licence')
    p.add_argument('--log', help='log.jsonl of the run')
    p.add_argument('--credits', metavar='CREDITS.tsv', help='of the photos of the run')
    p.add_argument('--scores', nargs='+', type=scores.named, default=(), metavar='SET=CSV', help='what `derain eval --csv` wrote')


def run(a):
    arrays, facts = safetensors.load(a.weights)
    print(text(a.name, os.path.getsize(a.weights), arrays, facts, journal.read(a.log) if a.log else [],
               credits.read(a.credits) if a.credits else [], a.scores))


def text(name, size, arrays, facts, log, photos, sets):
    file = f'src/main/resources/META-INF/derain4j/{name}.safetensors'
    return f"""# {name}

{sentence(facts.get('purpose', 'TODO what it is for'))}

**Licence:** {sentence(facts['licence'])}

| | |
|---|---|
| file | `{file}`, {' and '.join(sorted({str(v.dtype) for v in arrays.values()}))}, {size / 1e6:.1f} MB |
| architecture | scope `{facts['scope']}`, blocks `{facts['block']}`, C={facts['channels']}, M={facts['blocks']}, N={facts['attention']} |
| size | {sum(v.size for v in arrays.values()):,} values stored |
| cost | `derain models` tells its arithmetic and memory a pixel, beside the default's |
| use | `derain -m {name}`, with the artefact `derain4j-weights-{name}` on the class path; from a checkout `derain -m weights/{name}/{file}` |

## Scores

{scores.table(sets) if sets else 'TODO'}

PSNR / SSIM on Y of MATLAB's `rgb2ycbcr`, whole pictures, official truncation, mean of the pictures' values. An interval holds 95 % of {scores.DRAWS:,} means
of as many pairs drawn with replacement; two models are compared by the gain, as pairs differ more than models do.

TODO real photos without truth: the yardstick of `derain eval`. TODO dry photos.

## To verify

    tools/bin/derain models weights/{name}/{file}
    tools/bin/derain eval -m weights/{name}/{file} --rain DIR/rain --clean DIR/clean --csv > SET.csv
    cd tools/training && python3 -m derain_training scores SET=SET.csv

## Recipe

By [tools/training](../../tools/training/README.md): {facts['recipe']}.

{facts['steps']} steps in {facts['seconds']} s, seed {facts['seed']}, begun from {begun(facts['begun_from'])}. TODO machine.

Held-back photos under held-back rain, dB, from {'[its log](training.jsonl)' if log else 'its log'}:

{table(log) if log else 'TODO'}

## Data and their licences

{facts['data']}. {of_photos(photos) if photos else 'TODO which photos, under which conditions; that no scene of a test set is among them.'}

## On real photos

TODO what is seen.

## What it does badly

TODO"""


def sentence(words):
    return words[:1].upper() + words[1:].rstrip('.') + '.'


def begun(origin):
    return origin if origin == 'random weights' else f'{origin} (TODO what those were trained on is credited here, too)'


def of_photos(rows):
    return f"""The photos: {credits.summary(rows)}.
[CREDITS.tsv](CREDITS.tsv), which is in the artefact, too, names for each picture its source, author, licence and what was done to it; every fortieth was held back.
The rain is our generator's. TODO that no scene of a test set is among the photos.

The weights are the project's own work and released by it under the Apache License 2.0. Some of the photos are under licences that ask for credit
(CC BY) and for the same licence on adaptations (CC BY-SA). Whether trained weights are an adaptation of the photos they were trained on is not settled
law, and may differ from country to country; we give what is ours to give, claim no more, and credit every author in any case."""


def table(log):
    kinds = list(log[-1]['psnr'])
    rows = [f'| step | seconds | loss | {" | ".join(kinds)} |', '|---' * (3 + len(kinds)) + '|']
    rows += [f'| rainy | | | {" | ".join(str(log[-1]["rainy"][k]) for k in kinds)} |']
    rows += [f'| {r["step"]} | {r["seconds"]} | {r["loss"]} | {" | ".join(str(r["psnr"][k]) for k in kinds)} |' for r in log]
    return '\n'.join(rows)
