package org.derain4j.cli.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Fixtures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.DeviceCache;
import org.derain4j.kernels.backend.Devices;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("slow")
@Isolated("sets a property of the JVM")
class DevicesCommandTest {

    private static final Devices DEVICES = Backends.devices();

    @Test
    void everyDeviceOrWhatIsMissingIsPrinted() {
        CommandRun run = CommandRun.of("devices");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        if (DEVICES.problem() != null) {
            assertEquals("No device: " + DEVICES.problem() + ".", run.out().strip());
        }
        for (Device device : DEVICES.found()) {
            assertTrue(run.out().contains("opencl:" + device.number()) && run.out().contains(device.driver()),
                    run.out());
        }
    }

    @Test
    void jsonHoldsTheSame() {
        CommandRun run = CommandRun.of("devices", "--json");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(DEVICES.found().size(), run.out().split("\"computeUnits\"").length - 1);
    }

    @Test
    void theTinyNetworkConformsAndTwoDerainersShareADevice() throws IOException {
        if (DEVICES.problem() != null) {
            System.out.println("DevicesCommandTest: 1 case skipped on opencl: " + DEVICES.problem());
        }
        assumeTrue(DEVICES.problem() == null, DEVICES.problem());
        CommandRun run = CommandRun.of("conformance", Fixtures.TINY_GENERATOR, "--backend", "opencl");
        assertEquals(ExitCode.DONE, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().endsWith("2 cases: 2 passed, 0 failed, 0 left out.\n"), run.out());

        Model model = Model.load(Fixtures.TINY_GENERATOR.resolve("tiny"));
        float[] pixels = new float[20 * 12 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) Math.sin(i);
        }
        try (Derainer one = Derainer.builder().model(model).backend("opencl").build();
                Derainer other = Derainer.builder().model(model).backend("opencl:0").build()) {
            float[] expected = one.derain(pixels, 12, 20);
            assertArrayEquals(expected, other.derain(pixels, 12, 20));
            assertArrayEquals(expected, one.derain(pixels, 12, 20));
        }
    }

    @Test
    void aDeviceThatIsNotThereIsOneSentence() {
        CommandRun run = CommandRun.of("devices", "--tune", "9999");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    /** One kind of step for no time; then one picture there and on the CPU. */
    @Test
    void tuningKeepsWhatTheDeviceBringsWhereInfoFindsIt(@TempDir Path folder) throws IOException {
        if (DEVICES.problem() != null) {
            System.out.println("DevicesCommandTest: 1 case skipped on opencl: " + DEVICES.problem());
        }
        assumeTrue(DEVICES.problem() == null, DEVICES.problem());
        String before = System.setProperty(DeviceCache.PROPERTY, folder.toString());
        try {
            CommandRun run = CommandRun.of("devices", "--tune", "0", "--seconds", "0", "--kinds", "stride1",
                    "--precisions", "half");
            assertEquals(ExitCode.DONE, run.exitCode(), run.err());
            assertEquals(List.of(), gains(folder), "half is not what --backend opencl takes");
            run = CommandRun.of("devices", "--tune", "0", "--seconds", "0", "--kinds", "stride1", "--precisions",
                    "single");
            assertEquals(ExitCode.DONE, run.exitCode(), run.err());
            assertTrue(run.out().lines().anyMatch(line -> line.matches(
                    "opencl:0: [0-9.]+ ms for a picture of 480x320 with lite, the CPU [0-9.]+ ms")), run.out());
        } finally {
            System.setProperty(DeviceCache.PROPERTY, before == null ? DeviceCache.NONE : before);
        }
        assertEquals(1, gains(folder).size());
        Path kept = gains(folder).getFirst();
        Device device = DEVICES.found().getFirst();
        assertEquals(device.kind() != Device.Kind.GPU, kept.getFileName().toString().startsWith("gain-other-"));
        List<GpuDrivers.Driver> drivers = FakeMachine.nvidia(folder.resolve("machine")).drivers();
        Files.move(kept, kept.resolveSibling("gain-nvidia-1.properties"));
        String sentence = GpuHint.sentence(drivers, Optional.of(folder)).orElseThrow();
        assertTrue(sentence.contains(" ms (" + device.name() + ", measured "), sentence);
    }

    private static List<Path> gains(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("gain-")).toList();
        }
    }
}
