package org.derain4j.engine.soak;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.PictureException;
import org.derain4j.engine.Progress;
import org.derain4j.engine.Separation;
import org.derain4j.engine.soak.Call.End;

/** Makes the calls, one by one, and sees to it that each ends as it must. Thread-safe. */
final class Caller {

    private static final long LONGEST_DELAY_NANOS = 60_000_000;
    private static final int SIXTEEN = 16;

    /** More than any heap of a soak has room for. */
    private static final int TOO_LARGE = 5000;

    private final Setting setting;
    private final Derainer shared;
    private final Path folder;
    private final List<BufferedImage> pictures;
    private final List<float[]> floats;
    private final BufferedImage large = new BufferedImage(TOO_LARGE, TOO_LARGE, BufferedImage.TYPE_BYTE_BINARY);
    private final Firsts firsts;
    private final ScheduledExecutorService timer;
    private final ExecutorService virtual;
    private final Interruptions interruptions = new Interruptions();
    private final AtomicInteger number = new AtomicInteger();

    /** What is thrown by a listener. */
    private static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    Caller(Setting setting, Derainer shared, Path folder, List<BufferedImage> pictures, Firsts firsts,
            ScheduledExecutorService timer, ExecutorService virtual) {
        this.setting = setting;
        this.shared = shared;
        this.folder = folder;
        this.pictures = pictures;
        this.floats = pictures.stream().map(Caller::noise).toList();
        this.firsts = firsts;
        this.timer = timer;
        this.virtual = virtual;
    }

    Interruptions interruptions() {
        return interruptions;
    }

    private static float[] noise(BufferedImage picture) {
        Random random = new Random(picture.getWidth());
        float[] bgr = new float[picture.getWidth() * picture.getHeight() * 3];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = random.nextFloat(-1, 1);
        }
        return bgr;
    }

    /** One call; fails if it does not end as it must. */
    End make(Call call, Random random) throws Exception {
        int count = number.incrementAndGet();
        int i = random.nextInt(pictures.size());
        BufferedImage picture = pictures.get(i);
        String name = call + " " + i;
        setting.plants().forEach(plant -> plant.lose(count, folder));
        return switch (call) {
            case WHOLE -> same(i, whole(picture, count));
            case DEPTH -> same(name, shared.derain(picture, SIXTEEN, (done, total) -> true));
            case SEPARATE -> separated(name, shared.separate(picture, SIXTEEN, (done, total) -> true));
            case WEAK -> same(name, shared.withStrength(0.5).derain(picture));
            case FLOATS -> same(name, shared.derain(floats.get(i), picture.getHeight(), picture.getWidth()));
            case RAIN -> same(name,
                    shared.rain(floats.get(i), picture.getHeight(), picture.getWidth(), (done, total) -> true));
            case STOPPED -> stopped(picture, random);
            case THROWN -> thrown(picture, random);
            case INTERRUPTED -> interrupted(i, random.nextLong(LONGEST_DELAY_NANOS));
            case FUTURE -> cancelled(i, random.nextLong(LONGEST_DELAY_NANOS));
            case TRIMMED -> trimmed(i);
            case REFUSED -> refused();
            case OWN -> own();
            case CLOSED -> closed(random.nextLong(LONGEST_DELAY_NANOS));
        };
    }

    private BufferedImage whole(BufferedImage picture, int count) {
        BufferedImage result = shared.derain(picture);
        return setting.plants().contains(Plant.RESULT) ? Plant.spoilt(result, count) : result;
    }

    /** The first picture, whose memory is then what is held. */
    void rest() {
        same(0, shared.derain(pictures.getFirst()));
    }

    static String name(int picture) {
        return Call.WHOLE + " " + picture;
    }

    private End same(int picture, BufferedImage result) {
        return same(name(picture), result);
    }

    private End same(String name, BufferedImage result) {
        firsts.require(name, result);
        return End.DONE;
    }

    private End same(String name, float[] result) {
        firsts.require(name, result);
        return End.DONE;
    }

    private End separated(String name, Separation result) {
        firsts.require(name + " rain", result.rain());
        return same(name, result.picture());
    }

    private End stopped(BufferedImage picture, Random random) {
        double part = random.nextDouble();
        Progress listener = (done, total) -> done < 1 + part * (total - 1) || setting.plants().contains(Plant.SILENCE);
        try {
            shared.derain(picture, listener);
        } catch (CancellationException e) {
            return End.GIVEN_UP;
        }
        throw new AssertionError("a listener gave up, and there is a result");
    }

    private End thrown(BufferedImage picture, Random random) {
        double part = random.nextDouble();
        try {
            shared.derain(picture, (done, total) -> {
                if (done >= 1 + part * (total - 1)) {
                    throw new Enough();
                }
                return true;
            });
        } catch (Enough e) {
            return End.GIVEN_UP;
        }
        throw new AssertionError("a listener threw, and there is a result");
    }

    private End interrupted(int picture, long delayNanos) {
        return interruptions.call(timer, delayNanos, () -> same(picture, shared.derain(pictures.get(picture))));
    }

    /** By another thread than the one that works. */
    private End cancelled(int picture, long delayNanos) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Future<End> future = virtual.submit(() -> {
            begun.countDown();
            try {
                return interruptions.expect(() -> same(picture, shared.derain(pictures.get(picture))));
            } finally {
                ended.countDown();
            }
        });
        begun.await();
        TimeUnit.NANOSECONDS.sleep(delayNanos);
        long sent = System.nanoTime();
        if (!future.cancel(true)) {
            return future.get();
        }
        ended.await();
        interruptions.ended(sent);
        return End.GIVEN_UP;
    }

    private End trimmed(int picture) {
        return same(picture, shared.derain(pictures.get(picture), (done, total) -> {
            shared.trim();
            return true;
        }));
    }

    private End refused() {
        try {
            shared.derain(large);
        } catch (PictureException e) {
            if (e.lacksRoom()) {
                return End.GIVEN_UP;
            }
            throw e;
        }
        throw new AssertionError("a picture that no heap has room for was not refused");
    }

    private End own() throws IOException {
        try (Derainer own = setting.shared(folder)) {
            return same(1, own.derain(pictures.get(1)));
        }
    }

    private End closed(long delayNanos) throws Exception {
        Derainer own = setting.shared(folder);
        Future<?> closing = timer.schedule(own::close, delayNanos, TimeUnit.NANOSECONDS);
        try {
            return same(1, own.derain(pictures.get(1)));
        } catch (IllegalStateException e) { // a cancellation, too
            if (!e.getMessage().contains("closed")) {
                throw e;
            }
            return End.GIVEN_UP;
        } finally {
            closing.get();
            own.close();
        }
    }
}
