package org.derain4j.cli.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a GPU, by what was measured before. */
class GpuHintTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    private Path folder;

    private Path cache;
    private List<GpuDrivers.Driver> drivers;

    @BeforeEach
    void place() throws IOException {
        cache = Files.createDirectory(folder.resolve("cache"));
        drivers = FakeMachine.nvidia(folder.resolve("machine")).drivers();
    }

    private void assertSentence(String expected) {
        assertEquals(Optional.of(expected), GpuHint.sentence(drivers, Optional.of(cache)));
    }

    private void keep(String name, int number, String device, String stamp, Instant measured) throws IOException {
        new Gain(number, device, stamp, 12.34, 270.4, measured).keep(cache.resolve(name));
    }

    @Test
    void withoutADriverNothingIsSaid() throws IOException {
        keep("gain-nvidia-1.properties", 0, "NVIDIA H200", "", NOON);
        assertEquals(Optional.empty(), GpuHint.sentence(List.of(), Optional.of(cache)));
    }

    @Test
    void whereNothingWasMeasuredItIsSaidHowTo() throws IOException {
        String expected = "An NVIDIA card is there: --backend opencl uses it; `derain devices --tune 0` measures what it "
                + "brings.";
        keep("gain-amd-1.properties", 0, "AMD", drivers.getFirst().stamp(), NOON);
        keep("gain-other-1.properties", 0, "PoCL", drivers.getFirst().stamp(), NOON);
        assertSentence(expected);
        assertEquals(Optional.of(expected), GpuHint.sentence(drivers, Optional.empty()));
        cache = cache.resolve("missing");
        assertSentence(expected);
    }

    @Test
    void whatWasMeasuredIsSaid() throws IOException {
        keep("gain-nvidia-1.properties", 0, "NVIDIA H200", drivers.getFirst().stamp(), NOON);
        assertSentence(
                "An NVIDIA card is there: --backend opencl uses it: 12.3 ms for a picture of 480x320 with lite, the "
                        + "CPU 270 ms (NVIDIA H200, measured 2026-11-29).");
    }

    @Test
    void theNewestCountsWhateverIsDamagedBesideIt() throws IOException {
        keep("gain-nvidia-1.properties", 0, "NVIDIA H100", drivers.getFirst().stamp(), NOON);
        keep("gain-nvidia-2.properties", 1, "NVIDIA H200", drivers.getFirst().stamp(), NOON.plusSeconds(1));
        keep("gain-nvidia-3.properties", 2, "NVIDIA A100", drivers.getFirst().stamp(), NOON.minusSeconds(1));
        Files.writeString(cache.resolve("gain-nvidia-0.properties"), "number=0\n");
        Files.writeString(cache.resolve("gain-nvidia-4.properties"), "number=\\u00");
        Files.write(cache.resolve("gain-nvidia-5.properties"), new byte[]{-1, -2, -3});
        Files.createDirectory(cache.resolve("gain-nvidia-6.properties"));
        assertSentence(
                "An NVIDIA card is there: --backend opencl:1 uses it: 12.3 ms for a picture of 480x320 with lite, the "
                        + "CPU 270 ms (NVIDIA H200, measured 2026-11-29).");
    }

    @Test
    void afterAnUpdateOfTheDriverItIsSaidThatItWasAnother() throws IOException {
        keep("gain-nvidia-1.properties", 0, "NVIDIA H200", drivers.getFirst().stamp(), NOON);
        Files.setLastModifiedTime(drivers.getFirst().library(), FileTime.fromMillis(1_000_000));
        assertSentence(
                "An NVIDIA card is there: --backend opencl uses it: 12.3 ms for a picture of 480x320 with lite, the "
                        + "CPU 270 ms (NVIDIA H200, measured 2026-11-29 with another driver; `derain devices --tune 0` measures "
                        + "again).");
    }
}
