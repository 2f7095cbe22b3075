package org.derain4j.cli.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Fixtures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.engine.Cost;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.LayerTime;
import org.derain4j.engine.Probe;
import org.derain4j.kernels.Backends;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class BenchCommandTest {

    private static final Path CHECKPOINT = Fixtures.checkpoint(Fixtures.TINY_MODEL);

    @Test
    void theTableHasTheCeilingTheLayersAndThePicture() {
        CommandRun run = CommandRun.of("bench", "-m", CHECKPOINT, "--size", "32x16", "--threads", "2");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertMatches("(?s).*\nCeiling +\\d+\\.\\d GFLOP/s of multiply-adds on 1 thread, \\d+\\.\\d on 2\n.*",
                run.out());
        assertMatches("(?s).*\nBoxDownscale 3 to 4x8x3 +1 +\\d+\\.\\d\\d +\\d+\\.\\d\\d\n.*", run.out());
        assertMatches(
                "(?s).*\nConvLstmZeroState 4 to 16x32x32 +1 +\\d+\\.\\d\\d +\\d+\\.\\d +\\d+\\.\\d\\d +\\d+\\.\\d\\d\n.*",
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
            List<LayerTime> times = Probe.of(derainer).times(new float[16 * 32 * 3], 16, 32);
            List<LayerKind> kinds = LayerKind.of(List.of(times, times), 1e9);
            assertEquals(Cost.of(derainer.model().architecture()).liveMacsPerPixel() * 16 * 32,
                    kinds.stream().mapToLong(LayerKind::multiplyAdds).sum());
            long picture = 16 * 32 * 3; // read twice, written at half and quarter size
            assertEquals(2 * picture + picture / 4 + picture / 16,
                    kinds.stream().filter(kind -> kind.kind().startsWith("BoxDownscale"))
                            .mapToLong(LayerKind::mapValues).sum());
            assertEquals(times.size(), kinds.stream().mapToInt(LayerKind::steps).sum());
            assertEquals(times.stream().mapToDouble(LayerTime::seconds).sum() * 1e3,
                    kinds.stream().mapToDouble(LayerKind::milliseconds).sum(), 1e-6);
        }
    }

    /** On a device its memory, its copies and its own time are told, too; too large a picture is refused, not computed elsewhere. */
    @Test
    void aDeviceIsMeasuredByItsOwnClock() {
        String problem = Backends.devices().problem();
        if (problem != null) {
            System.out.println("BenchCommandTest: 1 case skipped on opencl: " + problem);
        }
        assumeTrue(problem == null, problem);
        String[] words = {"bench", "-m", CHECKPOINT.toString(), "--size", "160x160", "--backend", "opencl"};
        CommandRun run = CommandRun.of((Object[]) words);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertMatches("(?s).* GFLOP/s of multiply-adds on the device, \\d+\\.\\d GB/s of copies\n.*", run.out());
        assertMatches("(?s).*\nDevice memory +\\d+\\.\\d MB\n.*\nOn the device +\\d\\.\\d{4} s, by its own clock\n.*",
                run.out());
        System.setProperty("derain4j.openclMemory", "1");
        try {
            CommandRun refused = CommandRun.of((Object[]) words);
            assertEquals(ExitCode.INPUT_FAILED, refused.exitCode());
            assertMatches("(?s)derain: this picture takes \\d+ MB on .*, which has 1 MB; .*\n", refused.err());
        } finally {
            System.clearProperty("derain4j.openclMemory");
        }
    }

    private static void assertMatches(String pattern, String text) {
        assertTrue(text.matches(pattern), () -> "no " + pattern + " in\n" + text);
    }
}
