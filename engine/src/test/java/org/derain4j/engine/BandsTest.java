package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.derain4j.engine.plan.Plan;
import org.derain4j.engine.plan.Planner;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole network with all that can go in bands in the lowest ones, against the same network step by step: the same bits. */
class BandsTest {

    /** Every map that can be, in the lowest bands. */
    private static final BandPolicy ALL = new BandPolicy(0, 0);

    @ParameterizedTest
    @CsvSource({"tiny_generator, vector, 2", "tiny_model, vector, 1", "tiny_generator, reference, 2"})
    void bandsDoNotChangeABit(String network, String name, int threads) throws IOException {
        Model model = Model.load(Fixtures.file(network + "/tiny"));
        try (Backend backend = Backends.open(name, threads, false)) {
            for (int[] size : List.of(new int[]{4, 4}, new int[]{12, 20}, new int[]{60, 36}, new int[]{100, 8})) {
                Plan banded = plan(model, size, ALL);
                assertTrue(banded.program().steps().stream().anyMatch(Step.Bands.class::isInstance));
                assertArrayEquals(run(plan(model, size, BandPolicy.NONE), model, backend), run(banded, model, backend),
                        0, size[0] + "x" + size[1]);
            }
        }
    }

    private static Plan plan(Model model, int[] size, BandPolicy policy) {
        return Planner.plan(model.graph(), size[0], size[1], Set.of(model.graph().output()), policy);
    }

    private static float[] run(Plan plan, Model model, Backend backend) {
        Random random = new Random(3);
        float[] input = new float[(int) plan.program().shapes().get(plan.input()).floats()];
        for (int i = 0; i < input.length; i++) {
            input[i] = random.nextFloat(-1, 1);
        }
        try (Executable executable = backend.prepare(plan.program(), model.weights())) {
            executable.write(plan.input(), input);
            executable.run(StepListener.NONE);
            return executable.read(plan.kept().get(model.graph().output()));
        }
    }
}
