package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.Lanes.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.derain4j.kernels.cpu.FmaChains;

/**
 * Multiply-adds that wait for nothing but each other: no memory, ten chains, which is what two multipliers of a latency of
 * four or five cycles take to be busy. The ceiling of every kernel.
 */
final class VectorFmaChains implements FmaChains {

    private static final int STEPS = 1000;
    private static final int CHAINS = 10;

    @Override
    public long flop() {
        return 2L * STEPS * CHAINS * N;
    }

    @Override
    public float run(int calls) {
        float sum = 0;
        for (int call = 0; call < calls; call++) {
            sum += run();
        }
        return sum;
    }

    private static float run() {
        FloatVector x = FloatVector.broadcast(S, 0.5f);
        FloatVector y = FloatVector.broadcast(S, 1f);
        FloatVector a = y;
        FloatVector b = y;
        FloatVector c = y;
        FloatVector d = y;
        FloatVector e = y;
        FloatVector f = y;
        FloatVector g = y;
        FloatVector h = y;
        FloatVector i = y;
        FloatVector j = y;
        for (int step = 0; step < STEPS; step++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
        }
        return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).reduceLanes(VectorOperators.ADD);
    }
}
