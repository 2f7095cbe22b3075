"""python3 -m derain_training COMMAND ...; --help lists the commands."""
import argparse

from . import card, golden, journal, pairs, pieces, preview, probe, stamp, train

COMMANDS = {'train': train, 'probe': probe, 'preview': preview, 'pairs': pairs, 'golden': golden, 'stamp': stamp, 'join': pieces, 'plot': journal, 'card': card}


def main(words=None):
    p = argparse.ArgumentParser(prog='derain_training', description='Trains MSPFN networks for Derain4J.')
    commands = p.add_subparsers(dest='command', required=True)
    for name, module in COMMANDS.items():
        module.arguments(commands.add_parser(name, help=module.__doc__, description=module.__doc__))
    a = p.parse_args(words)
    COMMANDS[a.command].run(a)


if __name__ == '__main__':
    main()
