"""A model as a product: credits, scores, stamp, card and module."""
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from contextlib import redirect_stdout

import numpy as np

import small
from derain_training import __main__ as command
from derain_training import credits, safetensors, scores

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
HEAD = 'file\tsource\tauthor\tlicence\tevidence\tmade\n'
CSV = """picture,rainy_psnr,rainy_ssim,result_psnr,result_ssim
a.png,27.0,0.84,32.0,0.94
"b,c.png",26.0,0.82,33.0,0.95
d.png,25.0,0.80,30.0,0.90
mean,26.0,0.82,31.6,0.93
"""
FACTS = {'scope': 'generator', 'block': 'BCM', 'channels': 4, 'blocks': 1, 'attention': '1,1,1', 'recipe': 'patches of 64', 'steps': 9, 'seconds': 8,
         'seed': 7, 'begun_from': 'random weights', 'data': '4 clean photos, 10 layers of rain', 'licence': 'None stated yet.'}


def said(words):
    """What a command prints."""
    text = io.StringIO()
    with redirect_stdout(text):
        command.main(words)
    return text.getvalue()


class Folder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = temporary.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def file(self, name, text):
        with open(self.path(name), 'w', encoding='utf-8') as f:
            f.write(text)
        return self.path(name)

    def weights(self, **more):
        self.arrays = {'generator/a': np.arange(6, dtype=np.float32).reshape(2, 3), 'generator/b': np.ones(5, np.float16)}
        safetensors.save(self.path('weights.safetensors'), self.arrays, {**FACTS, **more})
        return self.path('weights.safetensors')


class CreditsTest(Folder):
    def setUp(self):
        super().setUp()
        self.photos = small.write_photos(self.path('photos'))
        self.lines = ['0.png\tx : a\tÉva\tCC BY-SA 3.0 or GFDL\tpage\twhole\n', '1.png\tx : a\tÉva\tCC-BY-4.0\tpage\tcrop\n',
                      '2.png\tx : b\tB\tCC0\t\t\n', '3.png\tx : c\tC\tPublic domain\tpage\twhole\n', 'unused.png\tx : d\tD\tCC BY-NC 2.0\t\t\n']

    def credits(self, *more):
        return said(['credits', self.photos, self.file('licences.tsv', HEAD + ''.join(self.lines)), *more, '-o', self.path('CREDITS.tsv')])

    def test_the_photos_of_the_run_and_no_others(self):
        self.assertIn('4 pictures out of 3 photos: 1 under CC BY, 1 under CC BY-SA, 1 under CC0, 1 in the public domain', self.credits())
        with open(self.path('CREDITS.tsv'), encoding='utf-8') as f:
            lines = f.read().splitlines()
        self.assertEqual(lines[0], HEAD.strip() + '\tterms')
        self.assertEqual(lines[1], self.lines[0].strip() + '\thttps://creativecommons.org/licenses/by-sa/3.0/')
        self.assertEqual([line.split('\t')[0] for line in lines[1:]], ['0.png', '1.png', '2.png', '3.png'])
        self.assertEqual([r['author'] for r in credits.read(self.path('CREDITS.tsv'))], ['Éva', 'Éva', 'B', 'C'])

    def test_what_is_not_free_or_not_known_is_refused(self):
        for line, reason in (('3.png\tx : c\tC\tCC BY-NC 2.0\t\t\n', r'3.png: its licence is "CC BY-NC 2.0"'), ('', '3.png: has no line in'),
                             ('3.png\tx : c\t\tMIT\t\t\n', '3.png says nothing of author')):
            self.lines[3] = line
            with self.assertRaisesRegex(SystemExit, reason):
                self.credits()
        self.assertFalse(os.path.exists(self.path('CREDITS.tsv')))
        self.lines[3] = '2.png\tx : other\tB\tMIT\t\t\n'
        with self.assertRaisesRegex(SystemExit, '2.png has another line already'):
            self.credits()
        with self.assertRaisesRegex(SystemExit, 'no column licence'):
            credits.read(self.file('short.tsv', 'file\tsource\tauthor\n'))

    def test_licences(self):
        for licence in ('CC BY 2.0', 'CC-BY-SA-4.0 (https://creativecommons.org/licenses/by-sa/4.0/)', 'GFDL, CC-BY-SA-3.0 or CC BY-SA 2.5', 'MIT',
                        'CC0 1.0', 'CC0 Public Domain', 'Image in the public domain', 'Released by Kodak for unrestricted use'):
            self.assertTrue(credits.terms(licence), licence)
        for licence in ('CC BY-NC 2.0', 'CC BY-ND 2.0', 'CC BY-NC-SA 3.0 or GFDL', 'CC BY', 'MIT, for research', 'CC BY 2.0 for students', '', 'free'):
            self.assertIsNone(credits.terms(licence), licence)

    def test_the_tools_own_table(self):
        self.assertEqual({credits.terms(r['licence'])[0] for r in credits.read(os.path.join(HERE, 'kodak.tsv'))},
                         {"Kodak's release for unrestricted use"})

    def test_the_weights_know_their_run(self):
        self.credits('--weights', self.weights())
        with self.assertRaisesRegex(SystemExit, 'holds 4 photos, and .* was trained on "5 clean photos'):
            self.credits('--weights', self.weights(data='5 clean photos'))
        old = self.weights(begun_from='lite')
        with self.assertRaisesRegex(SystemExit, 'begun from "lite"'):
            self.credits('--weights', old)
        more = small.write_photos(self.path('more'), 1)
        os.rename(os.path.join(more, '0.png'), os.path.join(more, '9.png'))
        self.lines.append('9.png\tx : e\tE\tMIT\t\t\n')
        self.assertIn('5 pictures out of 4 photos', self.credits('--weights', old, '--earlier', more))


class ScoresTest(Folder):
    def test_mean_and_interval(self):
        path = self.file('a.csv', CSV)
        self.assertEqual(said(['scores', f'Set={path}']), 'Set: 31.67 dB (30.00 to 33.00) / 0.930, 3 pairs\n')
        self.assertIn('| Set, 3 pairs | 26.00 dB / 0.820 | **31.67 dB / 0.930** | 30.00 to 33.00 dB / 0.900 to 0.950 | +5.67 dB, 5.00 to 7.00 |',
                      scores.table([('Set', path)]))

    def test_the_interval_is_that_of_the_mean(self):
        values = np.random.default_rng(3).normal(30, 2, 400)
        lower, upper = scores.interval(values)
        self.assertAlmostEqual(upper - lower, 2 * 1.96 * values.std() / 20, delta=0.03)
        self.assertTrue(lower < values.mean() < upper)

    def test_what_is_wrong_is_said(self):
        for text, reason in (('picture,rainy_psnr\na,1\n', 'is not what'), (CSV.replace('32.0', 'inf'), 'infinite'), (CSV.splitlines()[0], 'no pictures')):
            with self.assertRaisesRegex(SystemExit, reason):
                scores.read(self.file('a.csv', text))
        with self.assertRaisesRegex(SystemExit, 'SET=CSV'):
            said(['scores', 'a.csv'])


class StampTest(Folder):
    def test_facts_change_and_tensors_do_not(self):
        table = self.file('CREDITS.tsv', HEAD + 'a\tb\tc\tCC BY 2.0\t\t\n')
        weights = self.weights()
        command.main(['stamp', weights, self.path('out'), 'purpose=for tests', 'seed=', '--credits', table, '--scores', 'S=' + self.file('a.csv', CSV)])
        arrays, facts = safetensors.load(self.path('out'))
        self.assertEqual(facts['purpose'], 'for tests')
        self.assertRegex(facts['licence'], r'^Apache-2.0, .* \(CC BY\), whose authors CREDITS.tsv names$')
        self.assertEqual(facts['scores'], 'S 31.67 dB (30.00 to 33.00) / 0.930, 3 pairs (95 % of means of pairs drawn anew)')
        self.assertNotIn('seed', facts)
        for name, values in self.arrays.items():
            self.assertEqual((arrays[name].dtype, arrays[name].tobytes()), (values.dtype, values.tobytes()))


class NewModelTest(Folder):
    """new-model.sh in a project of its own."""

    def setUp(self):
        super().setUp()
        self.tool = self.path('project/tools/training')
        os.makedirs(self.tool)
        os.makedirs(self.path('project/weights'))
        shutil.copy(os.path.join(HERE, '../../pom.xml'), self.path('project'))
        shutil.copy(os.path.join(HERE, 'new-model.sh'), self.tool)
        os.symlink(os.path.join(HERE, 'derain_training'), os.path.join(self.tool, 'derain_training'))

    def new_model(self, *words):
        return subprocess.run([os.path.join(self.tool, 'new-model.sh'), *words], env={**os.environ, 'PYTHON': sys.executable},
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)

    def text(self, name):
        with open(self.path(f'project/weights/{name}'), encoding='utf-8') as f:
            return f.read()

    def test_the_whole_module(self):
        photos = small.write_photos(self.path('photos'))
        table = self.file('licences.tsv', HEAD + ''.join(f'{i}.png\tx : {i}\tAnna\tCC BY-SA 3.0\tpage\twhole\n' for i in range(4)))
        log = self.file('log.jsonl', json.dumps({'step': 9, 'seconds': 8, 'loss': 0.1, 'rainy': {'dry': 90}, 'psnr': {'dry': 40}}))
        run = self.new_model('fair', self.weights(), log, '--purpose', 'for tests', '--photos', photos, '--licences', table, '--half',
                             '--scores', 'Set=' + self.file('a.csv', CSV))
        self.assertEqual(run.returncode, 0, run.stderr)
        card = self.text('fair/README.md')
        for words in ('# fair\n\nFor tests.\n\n**Licence:** Apache-2.0, free for commercial use, too; ',
                      'file | `src/main/resources/META-INF/derain4j/fair.safetensors`, float16',
                      '| Set, 3 pairs |', '| 9 | 8 | 0.1 | 40 |', 'seed 7, begun from random weights', '4 pictures out of 4 photos: 4 under CC BY-SA',
                      'is not settled'):
            self.assertIn(words, card)
        self.assertIn('0.png\tx : 0\tAnna', self.text('fair/CREDITS.tsv'))
        self.assertEqual(json.loads(self.text('fair/training.jsonl'))['step'], 9)
        self.assertEqual(self.text('fair/src/main/resources/META-INF/derain4j/models'), 'fair\n')
        self.assertIn('module org.derain4j.weights.fair {', self.text('fair/src/main/module/module-info.java'))
        pom = self.text('fair/pom.xml')
        self.assertIn('<artifactId>derain4j-weights-fair</artifactId>', pom)
        self.assertNotIn('<licenses>', pom)
        facts = safetensors.load(self.path('project/weights/fair/src/main/resources/META-INF/derain4j/fair.safetensors'))[1]
        self.assertEqual((facts['purpose'], facts['credits']), ('for tests', 'META-INF/derain4j/fair/CREDITS.tsv in derain4j-weights-fair'))
        self.assertIn('already there', self.new_model('fair', self.weights()).stderr)

    def test_without_credits_no_licence_is_given(self):
        run = self.new_model('bare', self.weights())
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn('**Licence:** None stated yet.\n', self.text('bare/README.md'))
        self.assertIn('<name>See the model card', self.text('bare/pom.xml'))

    def test_what_is_wrong_leaves_nothing(self):
        photos = small.write_photos(self.path('photos'))
        for words, reason in (((photos, '--licences', self.file('none.tsv', HEAD)), 'has no line'), ((photos,), 'go together')):
            run = self.new_model('wrong', self.weights(), '--photos', *words)
            self.assertNotEqual(run.returncode, 0)
            self.assertIn(reason, run.stderr)
            self.assertFalse(os.path.exists(self.path('project/weights/wrong')))


if __name__ == '__main__':
    unittest.main()
