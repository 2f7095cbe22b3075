"""What a weights file says about itself, in strings."""
from .trainer import EMA

UNSTATED = 'None stated yet: whoever trained these weights decides, and knows which photos they were trained on.'


def of_network(net, **more):
    return {'format': 'derain4j', 'arch': 'mspfn', 'channels': net.c, 'blocks': net.m, 'attention': ','.join(map(str, net.n)),
            'scope': 'generator', 'block': 'BCM', 'pixels': 'BGR, x / 127.5 - 1', **more}


def of_run(a, trainer, clock, table, mix):
    """a: the options of train; table: the validation's scores."""
    recipe = (f'patches of {a.patch}, batch {a.batch}, Adam {a.rate:g} ({a.schedule}), moving average {EMA:g}, '
              f'Charbonnier + 0.05 x Laplacian, mix {" ".join(f"{k}={v:g}" for k, v in mix.items())}')
    sources = [f'{len_of(a.photos)} clean photos', f'{a.layers} layers of the generator\'s rain']
    scores = '; '.join(f'{k} {rainy:.2f} -> {derained:.2f} dB' for k, (rainy, derained) in table.items())
    return of_network(trainer.net, recipe=recipe, seed=a.seed, data=', '.join(sources), steps=trainer.step, seconds=round(clock.seconds),
                      begun_from=a.begun_from, validation=scores, licence=UNSTATED)


def licence(kinds):
    """Of our own weights, trained on the photos of a CREDITS.tsv alone; kinds: of the photos' licences."""
    return (f'Apache-2.0, free for commercial use, too; trained only on photos that may be used commercially ({", ".join(kinds)}), '
            'whose authors CREDITS.tsv names')


def len_of(folder):
    from .pictures import names
    return len(names(folder))
