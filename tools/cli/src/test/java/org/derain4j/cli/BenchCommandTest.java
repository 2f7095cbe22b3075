package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.derain4j.engine.Cost;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.LayerTime;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
    private static final Path CHECKPOINT = Fixtures.checkpoint(Fixtures.TINY_MODEL);

    @Test
    void theTableHasTheCeilingTheLayersAndThePicture() {
        CommandRun run = CommandRun.of("bench", "-m", CHECKPOINT, "--size", "32x16", "--threads", "2");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertMatches("(?s).*\nCeiling +\\d+\\.\\d GFLOP/s of multiply-adds on 1 thread, \\d+\\.\\d on 2\n.*",
                run.out());
        assertMatches("(?s).*\nBoxDownscale 3 to 4x8x3 +1 +\\d+\\.\\d\n.*", run.out());
        assertMatches("(?s).*\nConvLstmZeroState 4 to 16x32x32 +1 +\\d+\\.\\d +\\d+\\.\\d +\\d+\\.\\d\\d\n.*",
                run.out());
        assertMatches("(?s).*\nOn 1 thread +\\d\\.\\d\\d s, \\d+\\.\\d\\d times as long\n.*", run.out());
    }

    @Test
    void jsonHoldsTheSame() {
        String json = CommandRun.of("bench", "-m", CHECKPOINT, "--size", "32x16", "--threads", "1", "--exact", "--json")
                .out();
        assertMatches("(?s)\\{.*\"engine\": \"[^\"]*exact[^\"]*\".*", json);
        assertMatches("(?s).*\"scaling\": 1\\.0,.*", json);
        assertMatches("(?s).*\"kind\": \"BoxDownscale 3 to 4x8x3\",\\s+\"steps\": 1,.*", json);
        assertMatches("(?s).*\"allocatedBytes\": \\d+\\s*\\}\\s*", json);
    }

    @Test
    void theMultiplyAddsAreThoseOfTheNetwork() throws Exception {
        try (Derainer derainer = Derainer.builder().model(CHECKPOINT).threads(1).build()) {
            List<LayerTime> times = derainer.times(new float[16 * 32 * 3], 16, 32);
            List<LayerKind> kinds = LayerKind.of(List.of(times, times), 1e9);
            assertEquals(Cost.of(derainer.model().architecture()).liveMacsPerPixel() * 16 * 32,
                    kinds.stream().mapToLong(LayerKind::multiplyAdds).sum());
            assertEquals(times.size(), kinds.stream().mapToInt(LayerKind::steps).sum());
            assertEquals(times.stream().mapToDouble(LayerTime::seconds).sum() * 1e3,
                    kinds.stream().mapToDouble(LayerKind::milliseconds).sum(), 1e-6);
        }
    }

    private static void assertMatches(String pattern, String text) {
        assertTrue(text.matches(pattern), () -> "no " + pattern + " in\n" + text);
    }
}
