package org.derain4j.web.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.DerainerBuilder;
import org.derain4j.pictures.PictureFormat;

/** A queue in a folder of its own, real engines, a clock to be set, and who sends pictures. */
final class Desk implements Engines, AutoCloseable {

    /** The embedded model as it is. */
    static final String LITE = "lite";
    /** The same on a reduced copy, to tell by its results. */
    static final String REDUCED = "reduced";
    /** Takes until it is let go to open: holds the worker for as long as a test wants it. */
    static final String HELD = "held";
    /** Cannot be opened. */
    static final String BROKEN = "broken";

    static final int WIDTH = 80;
    static final int HEIGHT = 64;
    private static final int REDUCED_SIDE = 64;

    static final Limits LIMITS = new Limits(4 << 20, 1 << 20, 8, Duration.ofMinutes(5), 8, Duration.ofMinutes(30));

    final Path folder;
    final JobQueue queue;
    final AtomicLong clock = new AtomicLong();
    final List<String> opened = Collections.synchronizedList(new ArrayList<>());
    volatile Derainer lastOpened;
    private final CountDownLatch hold = new CountDownLatch(1);
    private final long budget;

    Desk(Path folder) throws IOException {
        this(folder, LIMITS);
    }

    Desk(Path folder, Limits limits) throws IOException {
        this(folder, limits, Long.MAX_VALUE);
    }

    /** With engines of so much memory. */
    Desk(Path folder, Limits limits, long budget) throws IOException {
        this.budget = budget;
        this.folder = folder;
        queue = new JobQueue(this, limits, folder, clock::get);
    }

    @Override
    public List<Choice> models() {
        return Stream.of(LITE, REDUCED, HELD, BROKEN).map(name -> new Choice(name, "a model", "Apache-2.0")).toList();
    }

    @Override
    public Derainer open(String model) throws IOException {
        opened.add(model);
        switch (model) {
            case BROKEN -> throw new IOException("/secret/folder/broken.safetensors: cut short");
            case HELD -> {
                try {
                    hold.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            default -> {
            }
        }
        lastOpened = engine(model).memoryBudget(budget).scratch(folder).build();
        return lastOpened;
    }

    /** As the queue's own. */
    static DerainerBuilder engine(String model) {
        DerainerBuilder builder = Derainer.builder().threads(2);
        return model.equals(REDUCED) ? builder.workSize(REDUCED_SIDE) : builder;
    }

    /** Lets a job of the model that is held go on. */
    void letGo() {
        hold.countDown();
    }

    /** A job that keeps the worker until {@link #letGo}. */
    Job hold() throws Exception {
        Job job = send(png(1), "held.png", HELD);
        while (job.state() instanceof JobState.Queued) {
            Thread.sleep(1);
        }
        return job;
    }

    Job send(byte[] file, String name) throws Exception {
        return send(file, name, LITE);
    }

    Job send(byte[] file, String name, String model) throws Exception {
        return send(file, name, Optional.of(model), 1, Optional.empty());
    }

    Job send(byte[] file, String name, Optional<String> model, double strength, Optional<PictureFormat> format)
            throws Exception {
        return queue.submit(new Order(upload(file), name, model, strength, format, false));
    }

    Path upload(byte[] file) throws IOException {
        return Files.write(queue.newUpload(), file);
    }

    /** Streaks over noise. */
    static BufferedImage picture(int width, int height, int seed) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int streak = (x + y / 3) % 9 == 0 ? 90 : 0;
                for (int band = 0; band < 3; band++) {
                    picture.getRaster().setSample(x, y, band, 50 + 30 * band + streak + random.nextInt(20));
                }
            }
        }
        return picture;
    }

    static byte[] png(int seed) throws IOException {
        return encoded(picture(WIDTH, HEIGHT, seed), "png");
    }

    static byte[] encoded(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, format, out)) {
            throw new IOException("nothing writes " + format);
        }
        return out.toByteArray();
    }

    static Job.Result done(Job job) throws InterruptedException {
        assertEquals(new JobState.Done(), job.await());
        return job.result().orElseThrow();
    }

    static JobState.Failed failed(Job job) throws InterruptedException {
        return assertInstanceOf(JobState.Failed.class, job.await());
    }

    /** What lies in the queue's folder, but for the lock. */
    List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(Spool.LOCK)).sorted().toList();
        }
    }

    double counter(String name) {
        return queue.counters().get(name);
    }

    @Override
    public void close() {
        letGo();
        queue.close();
    }
}
