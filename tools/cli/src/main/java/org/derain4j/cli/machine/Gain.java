package org.derain4j.cli.machine;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.derain4j.cli.machine.GpuDrivers.Maker;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.DeviceCache;
import org.derain4j.weights.FileReplacement;

/**
 * What a device brings: how long one picture takes there and on the CPU, measured in turn. Kept in the cache of devices, a file
 * {@code gain-MAKER-KEY.properties} for each device and driver, so that it is found without asking a driver.
 *
 * @param number             of the device
 * @param device             its name
 * @param stamp              of the driver's library; empty where that is not known
 * @param deviceMilliseconds with all that goes there and comes back
 * @param measured           when
 */
record Gain(int number, String device, String stamp, double deviceMilliseconds, double cpuMilliseconds,
        Instant measured) {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 320;
    private static final String MODEL = "lite";
    private static final double WARM_UP_SECONDS = 2;
    private static final int ROUNDS = 5;

    private static final String PICTURE = "a picture of " + WIDTH + "x" + HEIGHT + " with " + MODEL;

    /** Refuses null, which a damaged file may give. */
    Gain {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(stamp, "stamp");
    }

    /** Measures for about six seconds and keeps it, if anything is kept. */
    static Optional<Gain> measure(Device device, List<GpuDrivers.Driver> drivers) throws IOException {
        Optional<Path> folder = DeviceCache.folder();
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Optional<Maker> maker = maker(device);
        String stamp = drivers.stream().filter(driver -> maker.equals(Optional.of(driver.maker()))).findFirst()
                .map(GpuDrivers.Driver::stamp).orElse("");
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        new Random(1).nextBytes(((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
        Model model = Model.embedded(MODEL);
        List<Double> onDevice = new ArrayList<>();
        List<Double> onCpu = new ArrayList<>();
        try (Derainer there = Derainer.builder().model(model).backend(Backends.OPENCL + ":" + device.number())
                .deviceOnly(true).build();
                Derainer here = Derainer.builder().model(model).build()) {
            warmUp(there, picture);
            warmUp(here, picture);
            for (int round = 0; round < ROUNDS; round++) {
                onDevice.add(milliseconds(there, picture));
                onCpu.add(milliseconds(here, picture));
            }
        }
        Gain gain = new Gain(device.number(), device.name(), stamp, median(onDevice), median(onCpu), Instant.now());
        gain.keep(Files.createDirectories(folder.get()).resolve(fileName(maker, device)));
        return Optional.of(gain);
    }

    private static void warmUp(Derainer derainer, BufferedImage picture) {
        double sum = 0;
        for (int run = 0; run < 2 || sum < 1e3 * WARM_UP_SECONDS; run++) {
            sum += milliseconds(derainer, picture);
        }
    }

    private static double milliseconds(Derainer derainer, BufferedImage picture) {
        long start = System.nanoTime();
        derainer.derain(picture);
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static Optional<Maker> maker(Device device) {
        return device.kind() == Device.Kind.GPU ? Maker.ofPlatform(device.platform()) : Optional.empty();
    }

    /** The number is no part of it: it changes when another device comes. */
    private static String fileName(Optional<Maker> maker, Device device) {
        String identity = String.join("\n", device.platform(), device.name(), device.vendor(), device.driver(),
                device.version());
        return prefix(maker.map(Maker::name).orElse("other")) + Integer.toHexString(identity.hashCode())
                + ".properties";
    }

    private static String prefix(String maker) {
        return "gain-" + maker.toLowerCase(Locale.ROOT) + "-";
    }

    void keep(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("number", Integer.toString(number));
        properties.setProperty("device", device);
        properties.setProperty("stamp", stamp);
        properties.setProperty("deviceMilliseconds", Double.toString(deviceMilliseconds));
        properties.setProperty("cpuMilliseconds", Double.toString(cpuMilliseconds));
        properties.setProperty("measured", measured.toString());
        try (FileReplacement replacement = FileReplacement.of(file)) {
            try (Writer writer = Files.newBufferedWriter(replacement.path())) {
                properties.store(writer, PICTURE);
            }
            replacement.commit();
        }
    }

    /** The newest of any device of a maker that is kept in a folder. */
    static Optional<Gain> newest(Maker maker, Path folder) {
        Gain newest = null;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix(maker.name()) + "*.properties")) {
            for (Path file : files) {
                Gain gain = read(file);
                newest = newest == null || gain != null && gain.measured.isAfter(newest.measured) ? gain : newest;
            }
        } catch (IOException e) {
            // nothing is kept
        }
        return Optional.ofNullable(newest);
    }

    /** Null for what is no such file. */
    private static Gain read(Path file) {
        Properties kept = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            kept.load(reader);
            return new Gain(Integer.parseInt(kept.getProperty("number")), kept.getProperty("device"),
                    kept.getProperty("stamp"), Double.parseDouble(kept.getProperty("deviceMilliseconds")),
                    Double.parseDouble(kept.getProperty("cpuMilliseconds")),
                    Instant.parse(kept.getProperty("measured")));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Both of them, for people. */
    String times() {
        return String.format(Locale.ROOT, "%s ms for %s, the CPU %s ms", number(deviceMilliseconds), PICTURE,
                number(cpuMilliseconds));
    }

    String date() {
        return measured.atZone(ZoneId.systemDefault()).toLocalDate().toString();
    }

    private static String number(double milliseconds) {
        return String.format(Locale.ROOT, milliseconds < 100 ? "%.1f" : "%.0f", milliseconds);
    }
}
