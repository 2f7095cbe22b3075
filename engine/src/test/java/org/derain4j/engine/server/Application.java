package org.derain4j.engine.server;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.DerainerBuilder;
import org.derain4j.engine.Model;

/**
 * What an application does with the library while it is deployed, by the name of a scenario. It is loaded by the application's
 * own class loader, and the library with it.
 */
public final class Application implements Consumer<String> {

    private static final int LARGEST = 80;
    private static final long HOUR = 3_600_000;
    private static final ThreadLocal<Application> KEPT = new ThreadLocal<>();

    /** What the library is used for; what ends in {@code (kept)} is a fault of the application's own. */
    static final Map<String, Scenario> SCENARIOS = Map.ofEntries(
            Map.entry("vector", () -> run(builder().threads(3))),
            Map.entry("one thread", () -> run(builder().threads(1))),
            Map.entry("portable", () -> run(builder().backend("portable").threads(2))),
            Map.entry("portable, one thread", () -> run(builder().backend("portable").threads(1))),
            Map.entry("reference", Application::reference),
            Map.entry("spilled", Application::spilled),
            Map.entry("tiles", () -> run(builder().threads(2).tile(64))),
            Map.entry("work size", () -> run(builder().threads(2).workSize(64))),
            Map.entry("cancelled", () -> cancelled(builder().threads(2))),
            Map.entry("listener throws", () -> thrown(builder().threads(2))),
            Map.entry("interrupted", Application::interrupted),
            Map.entry("closed while it runs", Application::closed),
            Map.entry("idle for an hour", () -> run(builder().threads(2).idle(Duration.ofHours(1)))),
            Map.entry("trimmed", Application::trimmed),
            Map.entry("refused", Application::refused),
            Map.entry("never closed", () -> builder().threads(2).build().derain(picture(40, 30))),
            Map.entry("a thread local (kept)", () -> KEPT.set(new Application())),
            Map.entry("a timer (kept)", () -> new Timer(true).schedule(new Tick(), HOUR)));

    /** Something that is done. */
    interface Scenario {

        void run() throws Exception;
    }

    @Override
    public void accept(String scenario) {
        try {
            SCENARIOS.get(scenario).run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(scenario, e);
        }
    }

    private static Path resources() {
        return Path.of(System.getProperty("derain4j.root"), "engine/src/test/resources");
    }

    private static DerainerBuilder builder() {
        return builder("tiny_generator");
    }

    private static DerainerBuilder builder(String network) {
        try {
            return Derainer.builder().model(Model.load(resources().resolve(network).resolve("tiny")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BufferedImage picture(int width, int height) {
        return picture(width, height, BufferedImage.TYPE_3BYTE_BGR);
    }

    static BufferedImage picture(int width, int height, int type) {
        Random random = new Random(width * 31L + height);
        BufferedImage picture = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, random.nextInt());
            }
        }
        return picture;
    }

    /** Through every door. */
    private static void run(DerainerBuilder builder) throws IOException {
        try (Derainer derainer = builder.build()) {
            for (int type : new int[]{BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_INT_ARGB_PRE, BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_USHORT_GRAY}) {
                derainer.derain(picture(40, 30, type));
            }
            derainer.derain(picture(LARGEST, LARGEST));
            derainer.separate(picture(30, 40), 16, (done, total) -> true);
            derainer.withStrength(0.5).derain(picture(30, 40));
            derainer.derain(new float[3 * 20 * 10], 20, 10);
            derainer.rain(new float[3 * 20 * 10], 20, 10, (done, total) -> true);
            derainer.memory(1000, 1000);
            derainer.storage(1000, 1000);
            derainer.describe();
        }
    }

    private static void reference() throws IOException {
        try (Derainer derainer = builder().backend("reference").threads(2).build()) {
            derainer.derain(picture(9, 5));
        }
    }

    private static void spilled() throws IOException {
        try (Derainer derainer = builder("tiny_model").threads(2).memoryBudget(28 << 20)
                .scratch(Path.of("target").toAbsolutePath()).build()) {
            if (derainer.storage(480, 640).scratchBytes() == 0) {
                throw new IllegalStateException("there is no scratch file");
            }
            derainer.derain(picture(640, 480));
        }
    }

    private static final class Tick extends TimerTask {

        @Override
        public void run() {
            // nothing
        }
    }

    private static void cancelled(DerainerBuilder builder) throws IOException {
        try (Derainer derainer = builder.build()) {
            derainer.derain(picture(40, 30), (done, total) -> done < total / 2);
            throw new IllegalStateException("it was not cancelled");
        } catch (CancellationException e) {
            // as it must be
        }
    }

    private static void interrupted() throws IOException {
        try (Derainer derainer = builder().threads(2).build()) {
            Thread.currentThread().interrupt();
            derainer.derain(picture(40, 30));
            throw new IllegalStateException("it was not interrupted");
        } catch (CancellationException e) {
            if (!Thread.interrupted()) {
                throw new IllegalStateException("the status is gone", e);
            }
        }
    }

    private static void closed() throws IOException {
        Derainer derainer = builder().threads(2).build();
        try {
            derainer.derain(picture(40, 30), (done, total) -> {
                if (done == 1) {
                    Thread.ofPlatform().start(derainer::close);
                }
                LockSupport.parkNanos(1_000_000);
                return true;
            });
            throw new IllegalStateException("it was not closed");
        } catch (CancellationException e) {
            // as it must be
        }
    }

    private static void trimmed() throws IOException {
        try (Derainer derainer = builder().threads(2).build()) {
            derainer.derain(picture(40, 30));
            derainer.trim();
        }
    }

    /** An exception whose class goes with the application. */
    private static final class Thrown extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    private static void thrown(DerainerBuilder builder) throws IOException {
        try (Derainer derainer = builder.build()) {
            derainer.derain(picture(40, 30), (done, total) -> {
                throw new Thrown();
            });
        } catch (Thrown e) {
            // as it must be
        }
    }

    private static void refused() throws IOException {
        try {
            Model.open("no-such-model");
            throw new IllegalStateException("it was not refused");
        } catch (IOException e) {
            // as it must be
        }
    }
}
