package org.derain4j.engine;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;

/**
 * Interrupts calls at many moments, from their entry to their end, and measures how long each takes to return.
 *
 * <p>Where others use the machine, too, or garbage is collected, a thread is late without any fault of its own. So what {@link
 * Starvation} finds while a call is waited for does not count. A moment at which the call was late all the same is tried again, and
 * late only if it is so every time: code that does not look up for long is still there at that moment, others hardly are.
 *
 * <p>A program, too:
 * {@code MODEL BACKEND WIDTH HEIGHT TIMES [budget=MB] [tile=SIDE] [work=SIDE] [threads=N]}, where the model is a path or embedded.
 */
final class InterruptSweep {

    private static final double MILLION = 1e6;
    private static final int WARM_UPS = 2;
    private static final int TRIES = 3;

    /** What is promised. */
    static final double MILLISECONDS = 100;

    private final Derainer derainer;
    private final BufferedImage picture;
    private final Progress progress;
    private final Random random = new Random(1);

    /** Milliseconds from the interrupt to the return, of the calls that ended early; and the moments, as parts of a call. */
    private final List<Double> waits = new ArrayList<>();
    private final List<Double> moments = new ArrayList<>();

    /** Calls that had ended when the interrupt came. */
    private int missed;

    /** Calls that were late, and tried again. */
    private int again;

    InterruptSweep(Derainer derainer, BufferedImage picture) {
        this(derainer, picture, (_, _) -> true);
    }

    /** With a listener, which may be what makes calls late. */
    InterruptSweep(Derainer derainer, BufferedImage picture, Progress progress) {
        this.derainer = derainer;
        this.picture = picture;
        this.progress = progress;
    }

    /**
     * Interrupts as many calls, one in each of as many equal parts of a call's time.
     *
     * @param cold whether memory is given back before every call, so that all of them are prepared anew
     */
    void run(int times, boolean cold) throws InterruptedException {
        long whole = Long.MAX_VALUE;
        for (int i = 0; i < WARM_UPS; i++) {
            if (cold) {
                derainer.trim();
            }
            long begin = System.nanoTime();
            derainer.derain(picture, progress);
            whole = Math.min(whole, System.nanoTime() - begin);
        }
        try (Starvation starvation = new Starvation()) {
            for (int i = 0; i < times; i++) {
                interrupt((i + random.nextDouble()) / times, whole, cold, starvation);
            }
        }
    }

    /** Until a call is in time. */
    private void interrupt(double part, long whole, boolean cold, Starvation starvation) throws InterruptedException {
        OptionalDouble least = OptionalDouble.empty();
        for (int i = 0; i < TRIES && !(least.isPresent() && least.getAsDouble() < MILLISECONDS); i++) {
            again += i == 0 ? 0 : 1;
            if (cold) {
                derainer.trim();
            }
            least = DoubleStream.concat(least.stream(), interrupt(part, whole, starvation).stream()).min();
            if (least.isEmpty()) {
                missed++;
                return;
            }
        }
        waits.add(least.getAsDouble());
        moments.add(part);
    }

    /** Milliseconds to its return, but for those lost; none for a call that had ended. */
    private OptionalDouble interrupt(double part, long whole, Starvation starvation) throws InterruptedException {
        long[] returned = new long[1];
        long[] lost = new long[1];
        boolean[] ended = {false};
        Throwable[] thrown = new Throwable[1];
        Thread caller = new Thread(() -> {
            try {
                derainer.derain(picture, progress);
                ended[0] = true;
            } catch (CancellationException e) {
                returned[0] = System.nanoTime();
                lost[0] = starvation.nanos();
                if (!Thread.currentThread().isInterrupted()) {
                    thrown[0] = new AssertionError("the interrupt status is gone", e);
                }
            } catch (Throwable e) {
                thrown[0] = e;
            }
        });
        long begin = System.nanoTime();
        caller.start();
        long moment = (long) (part * whole);
        while (System.nanoTime() - begin < moment) {
            Thread.sleep(0, 200_000);
        }
        long lostBefore = starvation.nanos();
        long interrupted = System.nanoTime();
        caller.interrupt();
        caller.join();
        if (thrown[0] != null) {
            throw new AssertionError("interrupted at " + part + " of a call", thrown[0]);
        }
        return ended[0]
                ? OptionalDouble.empty()
                : OptionalDouble.of((returned[0] - interrupted - (lost[0] - lostBefore)) / MILLION);
    }

    /** Calls that ended early. */
    int count() {
        return waits.size();
    }

    /** The longest wait of all. */
    double longest() {
        return within(1);
    }

    /** The wait that this part of the calls stayed within. */
    private double within(double part) {
        double[] sorted = waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, (int) (part * sorted.length))];
    }

    @Override
    public String toString() {
        if (waits.isEmpty()) {
            return "none interrupted, %d missed".formatted(missed);
        }
        double[] sorted = waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int longest = waits.indexOf(sorted[sorted.length - 1]);
        return "%d interrupted, %d missed, %d tried again; milliseconds to return: mean %.1f, median %.1f, 90 %% %.1f, longest %.1f (at %.3f)"
                .formatted(count(), missed, again, Arrays.stream(sorted).average().orElse(0), within(0.5), within(0.9),
                        longest(), moments.get(longest));
    }

    static BufferedImage picture(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, random.nextInt());
            }
        }
        return picture;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Model model = Model.open(args[0]);
        DerainerBuilder builder = Derainer.builder().model(model).backend(args[1]);
        for (String option : Arrays.asList(args).subList(5, args.length)) {
            int value = Integer.parseInt(option.substring(option.indexOf('=') + 1));
            switch (option.substring(0, option.indexOf('='))) {
                case "budget" -> builder.memoryBudget((long) value << 20);
                case "tile" -> builder.tile(value);
                case "work" -> builder.workSize(value);
                case "threads" -> builder.threads(value);
                default -> throw new IllegalArgumentException(option);
            }
        }
        for (boolean cold : new boolean[]{false, true}) {
            try (Derainer derainer = builder.build()) {
                InterruptSweep sweep = new InterruptSweep(derainer,
                        picture(Integer.parseInt(args[2]), Integer.parseInt(args[3])));
                sweep.run(Integer.parseInt(args[4]), cold);
                System.out.println(String.join(" ", args) + (cold ? " cold: " : " warm: ") + sweep);
            }
        }
    }
}
