package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of docs/pixels.md, run; and that they are the page's, line by line. */
class PixelsPageTest {

    private static final int HEIGHT = 12;
    private static final int WIDTH = 16;

    private static Derainer derainer;

    @BeforeAll
    static void open() throws IOException {
        derainer = Derainer.builder().model(Fixtures.tinyGenerator()).threads(1).build();
    }

    @AfterAll
    static void close() {
        derainer.close();
    }

    @Test
    void bytesInPlace() {
        int height = HEIGHT;
        int width = WIDTH;
        byte[] bgr = new byte[HEIGHT * WIDTH * 3];
        // example
        PixelBuffer frame = PixelBuffer.of(bgr, PixelLayout.interleaved(height, width, ChannelOrder.BGR));
        derainer.derain(frame, frame);
        // end
        assertEquals("16 x 12 pixels, BGR of UINT8", frame.toString());
    }

    @Test
    void floatPlanesFromBytes() {
        int height = HEIGHT;
        int width = WIDTH;
        ByteBuffer rgba = ByteBuffer.allocateDirect(HEIGHT * WIDTH * 4);
        // example
        PixelBuffer from = PixelBuffer.of(rgba, SampleType.UINT8,
                PixelLayout.interleaved(height, width, ChannelOrder.RGBA));
        float[] chw = new float[3 * height * width];
        derainer.derain(from, PixelBuffer.of(chw, PixelLayout.planar(height, width, ChannelOrder.RGB)));
        // end
        assertTrue(Float.isFinite(chw[0]));
    }

    @Test
    void nativeFramesWithAStep() {
        int height = HEIGHT;
        int width = WIDTH;
        try (Arena arena = Arena.ofConfined()) {
            int step = 128;
            MemorySegment mat = arena.allocate(HEIGHT * step);
            // example
            PixelLayout layout = PixelLayout.interleaved(height, width, ChannelOrder.BGR,
                    step / SampleType.UINT16.bytes());
            PixelBuffer deep = PixelBuffer.of(mat, SampleType.UINT16, layout);
            derainer.derain(deep, deep);
            // end
        }
    }

    @Test
    void planesApart() {
        int height = HEIGHT;
        int width = WIDTH;
        float[] red = new float[HEIGHT * WIDTH];
        float[] green = new float[HEIGHT * WIDTH];
        float[] blue = new float[HEIGHT * WIDTH];
        // example
        PixelLayout plane = PixelLayout.planar(height, width, ChannelOrder.GREY);
        PixelBuffer planes = PixelBuffer.ofPlanes(ChannelOrder.RGB, PixelBuffer.of(red, plane),
                PixelBuffer.of(green, plane), PixelBuffer.of(blue, plane));
        derainer.derain(planes, planes);
        // end
        assertTrue(Float.isFinite(red[0]));
    }

    @Test
    void bigEndianMapped() {
        int height = HEIGHT;
        int width = WIDTH;
        ByteBuffer mapped = ByteBuffer.allocate(80 + HEIGHT * WIDTH * 2);
        // example
        mapped.position(80).order(ByteOrder.BIG_ENDIAN);
        PixelBuffer scan = PixelBuffer.of(mapped, SampleType.UINT16,
                PixelLayout.interleaved(height, width, ChannelOrder.GREY).bottomUp());
        derainer.derain(scan, scan);
        // end
        assertEquals(ChannelOrder.GREY, scan.channels());
    }

    /** Each line between the comments is one of the page, and each line of Java there is one of these. */
    @Test
    void thePageHasTheseExamples() throws IOException {
        Path root = Path.of(System.getProperty("derain4j.root"));
        List<String> test = examples(
                Files.readAllLines(root.resolve("engine/src/test/java/org/derain4j/engine/PixelsPageTest.java")),
                "// example", "// end");
        List<String> page = examples(Files.readAllLines(root.resolve("docs/pixels.md")), "```java", "```");
        assertEquals(page, test);
        assertTrue(page.size() > 15, page.toString());
    }

    private static List<String> examples(List<String> lines, String begin, String end) {
        boolean[] within = new boolean[1];
        return lines.stream().map(String::strip).filter(line -> {
            boolean marks = line.equals(begin) || line.equals(end);
            within[0] = marks ? line.equals(begin) : within[0];
            return within[0] && !marks;
        }).toList();
    }
}
