package org.derain4j.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.derain4j.video.FrameFormat.Layout;
import org.derain4j.video.FrameFormat.Range;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams as the ffmpeg that is here writes them. */
class Y4mOfFfmpegTest {

    @ParameterizedTest
    @CsvSource({"yuv420p, YUV420, 8, limited", "yuvj420p, YUV420, 8, full", "yuv422p, YUV422, 8, limited",
        "yuv444p, YUV444, 8, limited", "yuvj444p, YUV444, 8, full", "gray, MONO, 8, full",
        "yuv420p10le, YUV420, 10, limited", "yuv422p12le, YUV422, 12, limited", "yuv444p16le, YUV444, 16, limited",
        "gray10le, MONO, 10, full", "gray16le, MONO, 16, full"})
    void withoutRainItComesBackByteForByte(String pixels, Layout layout, int bits, String range) throws IOException {
        Ffmpeg.require(getClass(), 1, "testsrc2");
        byte[] stream = Ffmpeg.run(new byte[0], "-f", "lavfi", "-i", "testsrc2=size=37x23:rate=25:duration=0.12",
                "-pix_fmt",
                pixels, "-strict", "-1", "-f", "yuv4mpegpipe", "-");
        Y4mReader reader = new Y4mReader(new ByteArrayInputStream(stream), null, null);
        assertEquals(layout, reader.format().layout());
        assertEquals(bits, reader.format().bits());
        assertEquals(Range.valueOf(range.toUpperCase(Locale.ROOT)), reader.format().range());
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        FrameDerainer derainer = new FrameDerainer(
                List.of((bgr, _, _) -> new float[bgr.length], (bgr, _, _) -> new float[bgr.length]),
                RainFilter.NONE, 1, _ -> {});
        assertEquals(3, derainer.run(reader, new Y4mWriter(copy, reader.header())));
        assertArrayEquals(stream, copy.toByteArray());
    }
}
