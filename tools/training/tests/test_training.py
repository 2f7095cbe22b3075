"""Schedules, and a whole run at toy size: it learns, saves, resumes and says what it is."""
import copy
import io
import json
import os
import tempfile
import time
import unittest
from contextlib import redirect_stdout
from datetime import datetime
from unittest import mock

import torch

import small
from derain_training import __main__ as command
from derain_training import names, pieces, safetensors, schedule, train
from derain_training.losses import official_loss
from derain_training.network import Mspfn
from derain_training.ranges import RAIN
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
        self.assertEqual((b.flat.dtype, b.low.dtype), (torch.float32, torch.bfloat16))

    def test_parameters_are_views_of_one_tensor(self):
        trainer, net = Trainer(Mspfn(4, 1), 'cpu', bf16=True), Mspfn(4, 1)
        self.assertEqual(trainer.live, sum(p.numel() for p in net.parameters()))
        for flat, module in ((trainer.flat, trainer.net), (trainer.average, trainer.ema), (trainer.low, trainer.worker)):
            before = [p.detach().clone() for p in module.parameters()]
            flat.add_(1)
            for p, was in zip(module.parameters(), before):
                torch.testing.assert_close(p.detach(), was + 1)

    def test_the_gradient_is_the_plain_one_clipped(self):
        torch.manual_seed(3)
        plain, x, y = Mspfn(4, 1), torch.rand(2, 3, 16, 16), torch.rand(2, 3, 16, 16)
        trainer = Trainer(copy.deepcopy(plain), 'cpu')
        trainer.gradients(x, y)
        official_loss(y, plain(x)).backward()
        torch.nn.utils.clip_grad_norm_(plain.parameters(), 0.5)
        for found, p in zip(trainer.into, plain.parameters()):
            torch.testing.assert_close(found, p.grad, rtol=1e-3, atol=1e-6)

    def test_a_step_that_is_not_finite_moves_nothing(self):
        torch.manual_seed(3)
        trainer, x = Trainer(Mspfn(4, 1), 'cpu'), torch.rand(2, 3, 16, 16)
        before = trainer.flat.clone()
        trainer.learn(x, x * float('nan'), 1e-3)
        self.assertTrue(torch.equal(trainer.flat, before))
        trainer.learn(x, x * 0.5, 1e-3)
        self.assertFalse(torch.equal(trainer.flat, before))
        self.assertEqual(int(trainer.skipped), 1)


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
        self.assertEqual(set(self.log()[0]['psnr']), set(RAIN['kinds']))

    def test_resuming_is_like_not_having_stopped(self):
        half = os.path.join(self.folder, 'half')
        self.run_training(half, '--steps', '3')
        self.run_training(half, '--steps', '6', '--resume')
        whole, resumed = (torch.load(os.path.join(d, 'checkpoint.pt')) for d in (self.out, half))
        self.assertEqual(resumed['trainer']['step'], 6)
        self.assertEqual(resumed['random'], whole['random'])  # the same patches were drawn
        self.assertGreater(resumed['seconds'], 0)

    def test_weights_are_a_start(self):
        options = mock.Mock(weights=[os.path.join(self.out, 'weights.safetensors')], c=4, m=1, n=(1, 1, 1))
        net, facts = train.network(options)
        self.assertEqual(facts['steps'], '6')
        self.assertEqual(sorted(names.to_official(net)), sorted(safetensors.load(options.weights[0])[0]))
        options.m = 2
        with self.assertRaisesRegex(SystemExit, '--m 1'):
            train.network(options)

    def test_pieces_are_the_whole(self):
        out = os.path.join(self.folder, 'pieces')
        self.run_training(out, '--steps', '6', '--pieces', '0.02')
        files = pieces.found(out)
        self.assertGreater(len(files), 2)
        self.assertFalse(os.path.exists(os.path.join(out, 'weights.safetensors')))
        for f in files:
            self.assertLess(os.path.getsize(f), 20_000 + 6_000)  # names weigh more than values here
        joined = os.path.join(self.folder, 'joined.safetensors')
        command.main(['join', joined, out])
        (arrays, facts), (whole, _) = safetensors.load(joined), safetensors.load(os.path.join(self.out, 'weights.safetensors'))
        self.assertEqual(sorted(arrays), sorted(whole))
        for name in whole:
            self.assertTrue((arrays[name] == whole[name]).all(), name)
        self.assertEqual(facts['steps'], '6')
        self.assertNotIn('piece', facts)
        for wrong, reason in ((files[1:], 'give all of one check'), ([files[0]] * len(files), 'each once'), ([self.photos], 'no weights-I-of-N')):
            with self.assertRaisesRegex(SystemExit, reason):
                pieces.load(wrong)
        arrays, facts = safetensors.load(files[0])
        safetensors.save(files[0], arrays, {**facts, 'steps': 5})
        with self.assertRaisesRegex(SystemExit, 'different steps'):
            pieces.load([out])

    def test_weights_alone_go_on(self):
        first, second = (os.path.join(self.folder, f'part{i}') for i in (1, 2))
        self.run_training(first, '--steps', '4', '--pieces', '0.05')
        self.run_training(second, '--weights', first, '--continue', '--steps', '6', '--pieces', '0.05')
        facts = pieces.load([second])[1]
        self.assertEqual(facts['steps'], '6')
        self.assertEqual(facts['begun_from'], 'random weights')
        self.assertGreaterEqual(int(facts['seconds']), int(pieces.load([first])[1]['seconds']))

    def test_a_part_stops_in_time_and_the_next_one_finishes(self):
        out = os.path.join(self.folder, 'parts')
        with mock.patch('derain_training.train.BEGIN', time.time()):
            self.run_training(out, '--steps', '4000', '--stop-after', '0.05', '--spare', '0')
        done = torch.load(os.path.join(out, 'checkpoint.pt'))['trainer']['step']
        self.assertLess(done, 4000)
        self.run_training(out, '--steps', str(done + 2), '--resume')
        self.assertEqual(torch.load(os.path.join(out, 'checkpoint.pt'))['trainer']['step'], done + 2)

    def test_a_run_ends_within_its_minutes(self):
        out = os.path.join(self.folder, 'within')
        with mock.patch('derain_training.train.BEGIN', time.time()):
            self.run_training(out, '--within', '0.25', '--spare', '5', '--schedule', 'cosine', '--no-plot')
        with open(os.path.join(out, 'log.jsonl')) as f:
            last = json.loads(f.readlines()[-1])
        self.assertTrue(10 <= last['wall'] < 15, last)
        self.assertEqual(last['skipped'], 0)
        self.assertFalse(os.path.exists(os.path.join(out, 'log.png')))

    def test_a_probe_measures_shapes_and_rates(self):
        text = io.StringIO()
        with redirect_stdout(text):
            command.main(['probe', '--photos', self.photos, '--c', '4', '--m', '1', '--layers', '10', '--device', 'cpu', '--patch', '32', '--batch', '2',
                          '--shapes', '2x32', '3x48', '--rates', '1e-3', '1e9', '--seconds', '0.5', '--rate', '1e-3'])
        rows = {words[0]: words[1:] for words in map(str.split, text.getvalue().splitlines())}
        self.assertEqual(list(rows), ['ready', 'shape', '2x32', '3x48', 'rate', '0.001', '1e+09', 'ended'])
        self.assertGreater(float(rows['2x32'][0]), 0)
        self.assertEqual(rows['1e+09'][-2:], ['not', 'stable'])

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
                              ([], 'how long'), (['--steps', '1', '--resume'], 'no .*checkpoint'), (['--steps', '1', '--patch', '999'], 'lower --patch'),
                              (['--steps', '1', '--continue'], 'name the weights'), (['--steps', '1', '--graphs'], 'CUDA card')):
            with self.assertRaisesRegex(SystemExit, reason):
                self.run_training(os.path.join(self.folder, 'wrong'), *words)


if __name__ == '__main__':
    unittest.main()
