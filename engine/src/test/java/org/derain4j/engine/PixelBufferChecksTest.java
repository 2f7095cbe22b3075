package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pixel buffers that are refused before anything is computed or written, and failures on the way. */
class PixelBufferChecksTest {

    private static final PixelLayout LAYOUT = PixelLayout.interleaved(9, 7, ChannelOrder.RGB);
    private static final Progress NEVER = (_, _) -> {
        throw new AssertionError("something was computed");
    };

    private static Model model;
    private static Derainer derainer;

    @BeforeAll
    static void open() throws IOException {
        model = Fixtures.tinyGenerator();
        derainer = Derainer.builder().model(model).threads(1).build();
    }

    @AfterAll
    static void close() {
        derainer.close();
    }

    private static PixelBuffer bytes() {
        return PixelBuffer.of(new byte[9 * 7 * 3], LAYOUT);
    }

    private static void refused(String sentence, PixelBuffer from, PixelBuffer to) {
        assertEquals(sentence, assertThrows(IllegalArgumentException.class, () -> derainer.derain(from, to, NEVER))
                .getMessage());
    }

    private static void refused(String sentence, Runnable call) {
        assertEquals(sentence, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    @Test
    void memoryThatIsTooShort() {
        refused("the layout reaches over 189 samples of UINT8, and the memory has 188",
                () -> PixelBuffer.of(new byte[188], LAYOUT));
        refused("the layout reaches over 189 samples of UINT16, and the memory has 188",
                () -> PixelBuffer.of(new short[188], LAYOUT));
        refused("the layout reaches over 190 samples of FLOAT32, and the memory has 189",
                () -> PixelBuffer.of(new float[189], LAYOUT.at(1)));
        refused("the layout reaches over 189 samples of FLOAT32, and the memory has 188",
                () -> PixelBuffer.of(ByteBuffer.allocate(189 * 4).position(1), SampleType.FLOAT32, LAYOUT));
        refused("the layout reaches over 189 samples of UINT16, and the memory has 188",
                () -> PixelBuffer.of(ShortBuffer.allocate(189).limit(188), LAYOUT));
        refused("the layout reaches over 189 samples of FLOAT32, and the memory has 188",
                () -> PixelBuffer.of(FloatBuffer.allocate(189).position(1), LAYOUT));
        refused("the layout reaches over 189 samples of UINT16, and the memory has 188",
                () -> PixelBuffer.of(MemorySegment.ofArray(new byte[377]), SampleType.UINT16, LAYOUT));
        assertEquals("7 x 9 pixels, RGB of UINT8", bytes().toString());
    }

    @Test
    void planesThatDoNotBelongTogether() {
        PixelBuffer plane = PixelBuffer.of(new byte[63], PixelLayout.planar(9, 7, ChannelOrder.GREY));
        refused("2 planes for RGB; give 3", () -> PixelBuffer.ofPlanes(ChannelOrder.RGB, plane, plane));
        for (PixelBuffer other : new PixelBuffer[]{bytes(),
            PixelBuffer.of(new short[63], PixelLayout.planar(9, 7, ChannelOrder.GREY)),
            PixelBuffer.of(new byte[63], PixelLayout.planar(7, 9, ChannelOrder.GREY))}) {
            refused("a plane of " + other
                    + " beside one of 7 x 9 pixels, GREY of UINT8; give planes of GREY, one size and"
                    + " one type", () -> PixelBuffer.ofPlanes(ChannelOrder.RGB, plane, plane, other));
        }
        PixelBuffer thrice = PixelBuffer.ofPlanes(ChannelOrder.RGB, plane, plane, plane);
        derainer.derain(thrice, bytes()); // to be read, they may be the same
        refused("planes of the result overlap; give each memory of its own", bytes(), thrice);
    }

    @Test
    void resultsThatDoNotFit() {
        PixelBuffer other = PixelBuffer.of(new byte[63 * 3], PixelLayout.interleaved(7, 9, ChannelOrder.RGB));
        refused("the result of 7 x 9 pixels, RGB of UINT8 does not fit into 9 x 7 pixels, RGB of UINT8; give one of the"
                + " same size", bytes(), other);
        PixelBuffer grey = PixelBuffer.of(new byte[63], PixelLayout.planar(9, 7, ChannelOrder.GREY));
        refused("the result of 7 x 9 pixels, RGB of UINT8 has colours, which 7 x 9 pixels, GREY of UINT8 cannot hold; give"
                + " one of red, green and blue", bytes(), grey);
    }

    @Test
    void resultsThatCannotBeWritten() {
        byte[] memory = new byte[189];
        String sentence = "the result's memory is read-only; give one that can be written";
        refused(sentence, bytes(),
                PixelBuffer.of(ByteBuffer.wrap(memory).asReadOnlyBuffer(), SampleType.UINT8, LAYOUT));
        refused(sentence, bytes(),
                PixelBuffer.of(MemorySegment.ofArray(memory).asReadOnly(), SampleType.UINT8, LAYOUT));
        derainer.derain(PixelBuffer.of(MemorySegment.ofArray(memory).asReadOnly(), SampleType.UINT8, LAYOUT), bytes());
    }

    /** Parts of one memory are allowed where no sample is in another row of both: side by side, or moved within the rows. */
    @Test
    void resultsThatOverlapThePicture() {
        String sentence = "the result would overwrite other rows of the picture than its own; give it memory of its own, or"
                + " the picture's type, strides and offset to work in place";
        byte[] memory = new byte[4000];
        PixelLayout canvas = PixelLayout.interleaved(20, 20, ChannelOrder.RGB);
        PixelLayout part = canvas.region(2, 3, 9, 7);
        PixelBuffer from = PixelBuffer.of(memory, part);
        for (int[] place : new int[][]{{3, 3}, {1, 3}, {10, 9}, {9, 0}}) {
            refused(sentence, from, PixelBuffer.of(memory, canvas.region(place[0], place[1], 9, 7)));
        }
        for (int[] place : new int[][]{{2, 10}, {11, 3}, {11, 9}, {5, 10}, {2, 3}, {2, 4}, {2, 0}}) {
            new Random(9).nextBytes(memory);
            byte[] expected = new byte[4000];
            derainer.derain(from, PixelBuffer.of(expected, part));
            PixelLayout moved = canvas.region(place[0], place[1], 9, 7);
            derainer.derain(from, PixelBuffer.of(memory, moved));
            for (int y = 0; y < 9; y++) {
                int row = (int) (moved.offset() + y * moved.rowStride());
                int own = (int) (part.offset() + y * part.rowStride());
                assertArrayEquals(Arrays.copyOfRange(expected, own, own + 21),
                        Arrays.copyOfRange(memory, row, row + 21));
            }
        }
        refused(sentence, from, PixelBuffer.of(memory, LAYOUT.at(2 * 60 + 3 * 3)));
        refused(sentence, from, PixelBuffer.of(memory, canvas.region(2, 3, 9, 7).bottomUp()));
        PixelBuffer deep = PixelBuffer.of(MemorySegment.ofArray(memory), SampleType.UINT16, LAYOUT);
        refused(sentence, deep, PixelBuffer.of(memory, LAYOUT));
        refused(sentence, deep,
                PixelBuffer.of(MemorySegment.ofArray(memory).asSlice(1), SampleType.UINT16, LAYOUT)); // half a sample on
        derainer.derain(deep, PixelBuffer.of(memory, LAYOUT.at(2 * 189)));
        refused(sentence, PixelBuffer.of(MemorySegment.ofArray(memory).asReadOnly(), SampleType.UINT8, LAYOUT),
                PixelBuffer.of(memory, LAYOUT.at(1)));
    }

    @Test
    void nulls() {
        byte[] memory = new byte[189];
        PixelBuffer buffer = bytes();
        named("samples", () -> PixelBuffer.of((byte[]) null, LAYOUT));
        named("samples", () -> PixelBuffer.of((short[]) null, LAYOUT));
        named("samples", () -> PixelBuffer.of((float[]) null, LAYOUT));
        named("samples", () -> PixelBuffer.of((ShortBuffer) null, LAYOUT));
        named("samples", () -> PixelBuffer.of((FloatBuffer) null, LAYOUT));
        named("bytes", () -> PixelBuffer.of((ByteBuffer) null, SampleType.UINT8, LAYOUT));
        named("memory", () -> PixelBuffer.of((MemorySegment) null, SampleType.UINT8, LAYOUT));
        named("layout", () -> PixelBuffer.of(memory, null));
        named("type", () -> PixelBuffer.of(ByteBuffer.wrap(memory), null, LAYOUT));
        named("channels", () -> PixelBuffer.ofPlanes(null, buffer));
        named("planes", () -> PixelBuffer.ofPlanes(ChannelOrder.RGB, (PixelBuffer[]) null));
        named("planes", () -> PixelBuffer.ofPlanes(ChannelOrder.GREY, (PixelBuffer) null));
        named("from", () -> derainer.derain(null, buffer));
        named("to", () -> derainer.derain(buffer, null));
        named("progress", () -> derainer.derain(buffer, buffer, null));
    }

    private static void named(String name, Runnable call) {
        assertEquals(name, assertThrows(NullPointerException.class, call::run).getMessage());
    }

    /** Memory that is gone or another thread's gives the platform's exceptions, before anything is computed. */
    @Test
    void memoryThatCannotBeReached() {
        Arena closed = Arena.ofShared();
        PixelBuffer gone = PixelBuffer.of(closed.allocate(189), SampleType.UINT8, LAYOUT);
        closed.close();
        for (PixelBuffer[] pair : new PixelBuffer[][]{{gone, bytes()}, {bytes(), gone}}) {
            String sentence = assertThrows(IllegalStateException.class, () -> derainer.derain(pair[0], pair[1], NEVER))
                    .getMessage();
            assertEquals("Already closed", sentence);
        }
        try (Arena mine = Arena.ofConfined()) {
            PixelBuffer own = PixelBuffer.of(mine.allocate(189), SampleType.UINT8, LAYOUT);
            derainer.derain(own, own);
            for (PixelBuffer[] pair : new PixelBuffer[][]{{own, bytes()}, {bytes(), own}}) {
                CompletionException e = assertThrows(CompletionException.class, () -> CompletableFuture
                        .runAsync(() -> derainer.derain(pair[0], pair[1], NEVER)).join());
                assertEquals(WrongThreadException.class, e.getCause().getClass());
            }
        }
    }

    @Test
    void whoCancelsKeepsTheResultAsItWas() {
        byte[] memory = new byte[189];
        Arrays.fill(memory, (byte) 77);
        PixelBuffer to = PixelBuffer.of(memory, LAYOUT);
        assertThrows(CancellationException.class, () -> derainer.derain(bytes(), to, (done, _) -> done < 2));
        for (byte sample : memory) {
            assertEquals(77, sample);
        }
        derainer.derain(bytes(), to);
    }

    @Test
    void aThreadThatIsInterruptedComputesNothing() {
        PixelBuffer to = bytes();
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> derainer.derain(bytes(), to, NEVER));
        assertTrue(Thread.interrupted());
        derainer.derain(bytes(), to);
    }

    @Test
    void whatIsNoNumberIsNoPicture() {
        for (float value : new float[]{Float.NaN, Float.POSITIVE_INFINITY, -Float.MAX_VALUE}) {
            float[] samples = new float[189];
            samples[100] = value;
            String sentence = assertThrows(PictureException.class, () -> derainer
                    .derain(PixelBuffer.of(samples, LAYOUT), bytes())).getMessage();
            assertTrue(sentence.startsWith("the network's result is not finite"), sentence);
        }
    }

    /** A device that gives its first rows, then has no memory for more; the CPU stands in, and begins anew. */
    private static final class FailsWhileRead implements Backend {

        private final Backend real = Backends.open(Backends.PORTABLE, 1, false);

        @Override
        public String describe() {
            return "fails while it is read";
        }

        @Override
        public Executable prepare(Program program, Parameters parameters, Path scratch,
                Cancellation cancellation) {
            return new ForwardingExecutable(real.prepare(program, parameters, scratch, cancellation)) {

                @Override
                public void read(int map, int fromRow, int rows, float[] values) {
                    if (fromRow > 0) {
                        throw new DeviceException(DeviceException.Reason.MEMORY, "no memory");
                    }
                    super.read(map, fromRow, rows, values);
                }
            };
        }

        @Override
        public double ceiling(int threads) {
            return 0;
        }

        @Override
        public void close() {
            real.close();
        }
    }

    @Test
    void aPictureThatIsHalfOverwrittenIsNotTakenForThePicture() throws IOException {
        PixelLayout layout = PixelLayout.interleaved(200, 160, ChannelOrder.RGB); // more rows than are read at a time
        byte[] picture = new byte[200 * 160 * 3];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (byte) (i * i / 7);
        }
        byte[] expected = new byte[picture.length];
        try (Derainer alone = Derainer.builder().model(model).backend(Backends.PORTABLE).threads(1).build();
                Derainer failing = new Derainer(new PictureWork(new Runners(model, new FailsWhileRead(),
                        () -> Backends.open(Backends.PORTABLE, 1, false), line -> {}, MemoryBudget.NONE),
                        Rounding.NEAREST, 1, WorkSize.ANY), 1)) {
            PixelBuffer from = PixelBuffer.of(picture, layout);
            alone.derain(from, PixelBuffer.of(expected, layout));
            byte[] result = new byte[picture.length];
            failing.derain(from, PixelBuffer.of(result, layout));
            assertArrayEquals(expected, result);
            assertEquals("the device failed while the result took the picture's place, of which the upper part is lost;"
                    + " give the result memory of its own",
                    assertThrows(PictureException.class, () -> failing.derain(from, from)).getMessage());
        }
    }
}
