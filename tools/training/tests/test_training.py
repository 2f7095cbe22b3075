"""Schedules, and a whole run at toy size: it learns, saves, resumes and says what it is."""
import json
import os
import tempfile
import unittest
from datetime import datetime
from unittest import mock

import torch

import small
from derain_training import __main__ as command
from derain_training import names, safetensors, schedule, train
from derain_training.network import Mspfn
from derain_training.trainer import Trainer


class ScheduleTest(unittest.TestCase):
    def test_the_papers_rate(self):
        self.assertAlmostEqual(schedule.rate(5e-4, 'paper', 45_000, 0, 1000), 5e-4 * 0.64)
        self.assertAlmostEqual(schedule.rate(5e-4, 'paper', 19_999, 0, 1000), 5e-4)

    def test_the_cosine_ends_low_and_the_warm_up_starts_low(self):
        self.assertAlmostEqual(schedule.rate(1, 'cosine', 0, 0, 0, warm_up=10), 0.1)
        self.assertAlmostEqual(schedule.rate(1, 'cosine', 500, 0.5, 500), 0.5025)
        self.assertAlmostEqual(schedule.rate(1, 'cosine', 999, 1.7, 999), 0.005)

    def test_a_time_of_day_is_the_next_one(self):
        self.assertEqual(schedule.next_time('18:30', datetime(2026, 3, 1, 17, 0)), datetime(2026, 3, 1, 18, 30))
        self.assertEqual(schedule.next_time('18:30', datetime(2026, 3, 31, 18, 30)), datetime(2026, 4, 1, 18, 30))
        with self.assertRaisesRegex(SystemExit, 'not a time of day'):
            schedule.next_time('noon', datetime(2026, 3, 1))

    def test_a_stop_is_not_counted(self):
        with mock.patch('time.monotonic', side_effect=[0, 1, 2, 100, 101]):
            clock = schedule.Clock()
            for _ in range(4):
                clock.tick()
        self.assertAlmostEqual(clock.seconds, 4)

    def test_one_budget_must_be_given(self):
        with self.assertRaisesRegex(SystemExit, '--steps'):
            schedule.Budget(steps=3, minutes=4)
        self.assertEqual(schedule.Budget(steps=10).progress(5, schedule.Clock()), 0.5)
        self.assertEqual(schedule.Budget(minutes=2).progress(5, schedule.Clock(60)), 0.5)


class TrainerTest(unittest.TestCase):
    def step(self, **options):
        torch.manual_seed(1)
        trainer = Trainer(Mspfn(4, 1), 'cpu', **options)
        torch.manual_seed(2)
        x = torch.rand(2, 3, 16, 16)
        return trainer, [float(trainer.learn(x, x * 0.5, 1e-3)) for _ in range(30)]

    def test_the_loss_falls(self):
        _, losses = self.step()
        self.assertLess(losses[-1], 0.9 * losses[0])

    def test_bfloat16_goes_the_same_way(self):
        a, full = self.step()
        b, low = self.step(bf16=True)
        self.assertAlmostEqual(low[0], full[0], delta=0.02 * full[0])
        self.assertLess(low[-1], 0.9 * low[0])
        self.assertTrue(all(p.dtype == torch.float32 for p in b.parameters))


class RunTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = cls.temporary.name
        cls.photos = small.write_photos(os.path.join(cls.folder, 'photos'))
        cls.out = os.path.join(cls.folder, 'run')
        cls.run_training(cls.out, '--steps', '6')

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    @classmethod
    def run_training(cls, out, *more):
        command.main(['train', '--photos', cls.photos, '--out', out, '--c', '4', '--m', '1', '--patch', '32', '--batch', '2', '--layers', '10',
                      '--device', 'cpu', *more])

    def log(self):
        with open(os.path.join(self.out, 'log.jsonl')) as f:
            return [json.loads(line) for line in f]

    def test_it_leaves_what_it_promises(self):
        for name in ('weights.safetensors', 'checkpoint.pt', 'log.jsonl', 'validation.png'):
            self.assertTrue(os.path.exists(os.path.join(self.out, name)), name)
        arrays, metadata = safetensors.load(os.path.join(self.out, 'weights.safetensors'))
        self.assertEqual({str(a.dtype) for a in arrays.values()}, {'float16'})
        expected = {'format': 'derain4j', 'arch': 'mspfn', 'channels': '4', 'blocks': '1', 'attention': '1,1,1', 'scope': 'generator',
                    'block': 'BCM', 'pixels': 'BGR, x / 127.5 - 1', 'seed': '1', 'steps': '6'}
        self.assertEqual({k: metadata[k] for k in expected}, expected)
        for key in ('recipe', 'data', 'validation', 'licence', 'seconds'):
            self.assertTrue(metadata[key], key)
        self.assertEqual(set(self.log()[0]['psnr']), {'dry', 'light', 'downpour', 'shower'})

    def test_resuming_is_like_not_having_stopped(self):
        half = os.path.join(self.folder, 'half')
        self.run_training(half, '--steps', '3')
        self.run_training(half, '--steps', '6', '--resume')
        whole, resumed = (torch.load(os.path.join(d, 'checkpoint.pt')) for d in (self.out, half))
        self.assertEqual(resumed['trainer']['step'], 6)
        self.assertEqual(resumed['random'], whole['random'])  # the same patches were drawn
        self.assertGreater(resumed['seconds'], 0)

    def test_weights_are_a_start(self):
        options = mock.Mock(weights=os.path.join(self.out, 'weights.safetensors'), c=4, m=1, n=(1, 1, 1))
        net = train.network(options)
        self.assertEqual(sorted(names.to_official(net)), sorted(safetensors.load(options.weights)[0]))
        options.m = 2
        with self.assertRaisesRegex(SystemExit, '--m 1'):
            train.network(options)

    def test_facts_are_added_and_taken_away(self):
        weights, stamped = os.path.join(self.out, 'weights.safetensors'), os.path.join(self.folder, 'stamped.safetensors')
        command.main(['stamp', weights, stamped, 'scores=31 dB = good', 'seconds='])
        (before, old), (after, new) = safetensors.load(weights), safetensors.load(stamped)
        self.assertEqual(new['scores'], '31 dB = good')
        self.assertNotIn('seconds', new)
        self.assertEqual(new['recipe'], old['recipe'])
        for name, values in before.items():
            self.assertTrue((after[name] == values).all(), name)

    def test_what_is_wrong_is_said(self):
        for words, reason in ((['--steps', '1', '--mix', 'fog=1'], 'kinds of weather'), (['--steps', '1', '--mix', 'light'], 'write it as'),
                              ([], 'how long'), (['--steps', '1', '--resume'], 'no .*checkpoint'), (['--steps', '1', '--patch', '999'], 'lower --patch')):
            with self.assertRaisesRegex(SystemExit, reason):
                self.run_training(os.path.join(self.folder, 'wrong'), *words)


if __name__ == '__main__':
    unittest.main()
