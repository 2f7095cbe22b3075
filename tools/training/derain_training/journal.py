"""Plots the log of a run; while it runs, a line of JSON per check."""
import json
import os


def arguments(p):
    p.add_argument('folder', help='where log.jsonl lies')


def run(a):
    Journal(a.folder).plot()


class Journal:
    def __init__(self, folder):
        self.path = os.path.join(folder, 'log.jsonl')
        self.plot_path = os.path.join(folder, 'log.png')

    def write(self, row):
        """A dictionary of numbers; also printed."""
        line = json.dumps(row)
        print(line, flush=True)
        with open(self.path, 'a') as f:
            f.write(line + '\n')

    def plot(self):
        """Loss and scores over steps; left out, with a word, where matplotlib is missing."""
        rows = read(self.path)
        try:
            import matplotlib
        except ImportError:
            print('no plot: matplotlib is missing (python3-matplotlib)')
            return
        matplotlib.use('Agg')
        from matplotlib import pyplot
        figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4))
        steps = [r['step'] for r in rows]
        left.plot(steps, [r['loss'] for r in rows])
        left.set(title='training loss', xlabel='step')
        for kind in rows[-1]['psnr']:
            if kind != 'dry':
                right.plot(steps, [r['psnr'].get(kind) for r in rows], label=f'{kind} ({rows[-1]["rainy"][kind]:.1f} dB rainy)')
        right.set(title='held-back rain, dB', xlabel='step')
        right.legend()
        figure.tight_layout()
        figure.savefig(self.plot_path)
        pyplot.close(figure)


def read(path):
    with open(path) as f:
        return [json.loads(line) for line in f]
