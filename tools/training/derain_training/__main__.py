"""python3 -m derain_training COMMAND ...; --help lists the commands."""
import argparse

from . import card, credits, figures, golden, journal, pairs, pieces, preview, probe, scores, stamp, train

COMMANDS = {'train': train, 'probe': probe, 'preview': preview, 'pairs': pairs, 'golden': golden, 'statistics': figures, 'stamp': stamp, 'join': pieces,
            'plot': journal, 'credits': credits, 'scores': scores, 'card': card}


def main(words=None):
    p = argparse.ArgumentParser(prog='derain_training', description='Trains MSPFN networks for Derain4J.')
    commands = p.add_subparsers(dest='command', required=True)
    for name, module in COMMANDS.items():
        module.arguments(commands.add_parser(name, help=module.__doc__, description=module.__doc__))
    a = p.parse_args(words)
    COMMANDS[a.command].run(a)


if __name__ == '__main__':
    main()
