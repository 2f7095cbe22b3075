package org.derain4j.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.derain4j.engine.PictureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrameDerainerTest {

    private static final FrameFormat FORMAT = FrameFormat.rgb(1, 1, 8);

    private final List<Integer> written = new ArrayList<>();
    private final List<Long> told = new ArrayList<>();
    private final FrameSink sink = frame -> written.add(Byte.toUnsignedInt(frame.samples()[0]));

    /** One level of rain everywhere. */
    private static float[] rain(float[] bgr) {
        float[] rain = new float[bgr.length];
        java.util.Arrays.fill(rain, 2 / 255f);
        return rain;
    }

    /** Frames of 1, 2 and so on. */
    private static FrameSource frames(int count) {
        return source(number -> {
            if (number > count) {
                return null;
            }
            return new Frame(new byte[]{(byte) number, 0, 0}, "");
        });
    }

    @FunctionalInterface
    private interface Numbered {

        Frame frame(int number) throws IOException;
    }

    private static FrameSource source(Numbered numbered) {
        AtomicInteger number = new AtomicInteger();
        return new FrameSource() {

            @Override
            public FrameFormat format() {
                return FORMAT;
            }

            @Override
            public Frame next() throws IOException {
                return numbered.frame(number.incrementAndGet());
            }
        };
    }

    private long run(FrameSource source, List<RainFinder> finders, RainFilter filter) throws IOException {
        return new FrameDerainer(finders, filter, 1, told::add).run(source, sink);
    }

    @Test
    void allFramesComeOutInTheirOrder() throws IOException {
        RainFinder dawdling = (bgr, _, _) -> {
            sleep((int) (bgr[2] * 100 + 100) % 7);
            return rain(bgr);
        };
        assertEquals(200, run(frames(200), Collections.nCopies(5, dawdling), RainFilter.NONE));
        assertEquals(java.util.stream.IntStream.range(0, 200).boxed().toList(), written);
        assertEquals(java.util.stream.LongStream.rangeClosed(1, 200).boxed().toList(), told);
    }

    @Test
    void anEmptyStreamIsNoFrames() throws IOException {
        assertEquals(0, run(frames(0), List.of((bgr, _, _) -> rain(bgr)), RainFilter.NONE));
    }

    @Test
    void asManyAreWorkedOnAsThereAreFindersEachByItsOwn() throws IOException {
        CyclicBarrier together = new CyclicBarrier(3);
        List<RainFinder> finders = new ArrayList<>();
        AtomicInteger clashes = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            AtomicInteger users = new AtomicInteger();
            finders.add((bgr, _, _) -> {
                clashes.addAndGet(users.getAndIncrement());
                try {
                    together.await(30, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                users.decrementAndGet();
                return rain(bgr);
            });
        }
        assertEquals(30, run(frames(30), finders, RainFilter.NONE));
        assertEquals(0, clashes.get());
    }

    @Test
    void whatWaitsIsBounded() throws IOException {
        AtomicInteger read = new AtomicInteger();
        FrameSource source = source(number -> {
            read.set(number);
            return number > 40 ? null : new Frame(new byte[]{1, 0, 0}, "");
        });
        int bound = FrameDerainer.framesAtATime(2, RainFilter.NONE);
        FrameSink slow = frame -> {
            sleep(2);
            assertTrue(read.get() <= written.size() + bound + 1, read + " read, " + written.size() + " written"); // the next is being read
            sink.write(frame);
        };
        assertEquals(40,
                new FrameDerainer(Collections.nCopies(2, (bgr, _, _) -> rain(bgr)), RainFilter.NONE, 1, told::add)
                        .run(source, slow));
    }

    @Test
    void aFilterMayHoldFramesBack() throws IOException {
        RainFilter pairs = new RainFilter() {

            private Rain held;

            @Override
            public void add(Rain rain, Consumer<Rain> next) {
                if (held == null) {
                    held = rain;
                } else {
                    end(next);
                    next.accept(new Rain(rain.frame(), rain.bgr(), new float[3]));
                }
            }

            @Override
            public void end(Consumer<Rain> next) {
                if (held != null) {
                    next.accept(held);
                    held = null;
                }
            }
        };
        assertEquals(5, run(frames(5), List.of((bgr, _, _) -> rain(bgr)), pairs));
        assertEquals(List.of(0, 2, 2, 4, 4), written);
    }

    @Test
    void aStreamCutShortGivesWhatItHad() {
        FrameSource source = source(number -> {
            if (number > 7) {
                throw new VideoException("cut short");
            }
            return new Frame(new byte[]{1, 0, 0}, "");
        });
        assertEquals("cut short", assertThrows(VideoException.class,
                () -> run(source, Collections.nCopies(3, (bgr, _, _) -> rain(bgr)), RainFilter.NONE)).getMessage());
        assertEquals(7, written.size());
    }

    @Test
    void aFrameThatFailsEndsTheRun() {
        RainFinder failing = (bgr, _, _) -> {
            if (Math.round((bgr[2] + 1) * 127.5f) == 6) {
                throw new PictureException("it is too large");
            }
            return rain(bgr);
        };
        assertEquals("frame 6: it is too large", assertThrows(VideoException.class,
                () -> run(frames(100), Collections.nCopies(2, failing), RainFilter.NONE)).getMessage());
        assertEquals(List.of(0, 1, 2, 3, 4), written);
        assertThrows(OutOfMemoryError.class, () -> run(frames(100), List.of((_, _, _) -> {
            throw new OutOfMemoryError("Java heap space");
        }), RainFilter.NONE));
    }

    /** As when a player is closed while a camera, at the other end, sends nothing. */
    @Test
    void aSinkThatFailsEndsTheRunAlsoWhereTheSourceHangs() {
        CountDownLatch never = new CountDownLatch(1);
        FrameSource source = source(number -> {
            if (number > 1) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return new Frame(new byte[]{1, 0, 0}, "");
        });
        FrameDerainer derainer = new FrameDerainer(List.of((bgr, _, _) -> rain(bgr)), RainFilter.NONE, 1, told::add);
        assertEquals("Broken pipe", assertThrows(IOException.class, () -> derainer.run(source, _ -> {
            throw new IOException("Broken pipe");
        })).getMessage());
        assertTrue(told.isEmpty());
    }

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
