package org.derain4j.cli.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.DeviceCache;

/** Says that there is a GPU which nobody asked for, and what it would bring where that was measured. Loads no native code. */
public final class GpuHint {

    /** In the cache of devices: the user was told. */
    private static final String TOLD = "gpu-hint-told";

    private GpuHint() {}

    /** Tells a user of this machine's GPU, if there is one, as a note; once ever, so never where that cannot be remembered. */
    public static void sayOnce(ErrorLines errors) {
        DeviceCache.folder().map(folder -> folder.resolve(TOLD)).filter(told -> !Files.exists(told))
                .ifPresent(told -> sentence().filter(_ -> isFirst(told))
                        .ifPresent(sentence -> errors.print("note: " + sentence)));
    }

    /** Of several processes one is the first. */
    private static boolean isFirst(Path told) {
        try {
            Files.createDirectories(told.getParent());
            Files.createFile(told);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Of this machine. */
    static Optional<String> sentence() {
        return sentence(GpuDrivers.here().found(), DeviceCache.folder());
    }

    /** Of the first driver whose device was measured, else of the first one. */
    static Optional<String> sentence(List<GpuDrivers.Driver> drivers, Optional<Path> folder) {
        for (GpuDrivers.Driver driver : drivers) {
            Optional<Gain> gain = folder.flatMap(kept -> Gain.newest(driver.maker(), kept));
            if (gain.isPresent()) {
                return Optional.of(sentence(driver, gain.get()));
            }
        }
        return drivers.stream().findFirst().map(driver -> uses(driver, 0)
                + "; `derain devices --tune 0` measures what it brings.");
    }

    private static String sentence(GpuDrivers.Driver driver, Gain gain) {
        String stale = driver.stamp().equals(gain.stamp())
                ? ""
                : " with another driver; `derain devices --tune " + gain.number() + "` measures again";
        return "%s: %s (%s, measured %s%s).".formatted(uses(driver, gain.number()), gain.times(), gain.device(),
                gain.date(), stale);
    }

    private static String uses(GpuDrivers.Driver driver, int number) {
        return driver.maker().words + " is there: --backend " + Backends.OPENCL + (number == 0 ? "" : ":" + number)
                + " uses it";
    }
}
