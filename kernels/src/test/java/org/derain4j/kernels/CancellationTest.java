package org.derain4j.kernels;

import java.util.List;
import java.util.stream.Stream;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.cpu.VectorWidth;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every backend can be ended early at any moment, with any number of threads. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class CancellationTest {

    /** Chains of each kind, low and high. */
    private static final int EVERY = 5;

    static Stream<Arguments> cases() {
        List<String> names = VectorWidth.requestedBits() != 0
                ? List.of(Backends.VECTOR)
                : List.of(Backends.PORTABLE, Backends.REFERENCE);
        return names.stream().flatMap(name -> Stream.of(1, 3).flatMap(threads -> Stream.of(true, false)
                .map(exact -> Arguments.of(name, threads, exact))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatEndsEarlyDoesNoHarmToTheNextRun(String name, int threads, boolean exact) {
        try (Backend backend = Backends.open(name, threads, exact)) {
            List<BandChain> chains = BandChain.all();
            for (int i = 0; i < chains.size(); i += EVERY) {
                BandChain chain = chains.get(i);
                CancellationContract.holds(chain, chain.whole(), backend);
                CancellationContract.holds(chain, chain.banded(), backend);
            }
        }
    }
}
