package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.derain4j.kernels.Backends;
import org.derain4j.kernels.Device;
import org.derain4j.kernels.Devices;
import org.junit.jupiter.api.Test;

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
    void aDeviceThatIsNotThereIsOneSentence() {
        CommandRun run = CommandRun.of("devices", "--tune", "9999");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals(1, run.err().lines().count(), run.err());
    }
}
