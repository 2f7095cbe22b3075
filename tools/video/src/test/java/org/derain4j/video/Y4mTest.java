package org.derain4j.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.derain4j.video.FrameFormat.Layout;
import org.derain4j.video.FrameFormat.Matrix;
import org.derain4j.video.FrameFormat.Range;
import org.derain4j.video.FrameFormat.Siting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Y4mTest {

    @ParameterizedTest
    @CsvSource({"C420,YUV420,CENTRE,8", "C420jpeg,YUV420,CENTRE,8", "C420mpeg2,YUV420,LEFT,8",
        "C420paldv,YUV420,TOP_LEFT,8",
        "C422,YUV422,LEFT,8", "C444,YUV444,LEFT,8", "Cmono,MONO,LEFT,8", "C420p9,YUV420,LEFT,9",
        "C420p10,YUV420,LEFT,10",
        "C422p12,YUV422,LEFT,12", "C444p14,YUV444,LEFT,14", "C444p16,YUV444,LEFT,16", "Cmono9,MONO,LEFT,9",
        "Cmono16,MONO,LEFT,16", "XYSCSS=420JPEG,YUV420,CENTRE,8", "XYSCSS=422P10,YUV422,LEFT,10",
        "XAB,YUV420,CENTRE,8"})
    void coloursAreToldByTheirTag(String tag, Layout layout, Siting siting, int bits) throws IOException {
        FrameFormat format = reader("YUV4MPEG2 W7 H5 F30000:1001 " + tag + "\n").format();
        assertEquals(new FrameFormat(7, 5, layout, siting, bits, layout == Layout.MONO ? Range.FULL : Range.LIMITED,
                layout == Layout.MONO ? null : Matrix.BT601), format);
    }

    @Test
    void rangeAndMatrixAreTheHeadersUnlessAskedFor() throws IOException {
        assertSame(Range.FULL, reader("YUV4MPEG2 W2 H2 C444 XCOLORRANGE=FULL\n").format().range());
        assertSame(Range.LIMITED, reader("YUV4MPEG2 W2 H2 Cmono XCOLORRANGE=LIMITED\n").format().range());
        assertSame(Matrix.BT709, reader("YUV4MPEG2 W1280 H720 C444\n").format().matrix());
        FrameFormat asked = new Y4mReader(stream("YUV4MPEG2 W2 H2 C444 XCOLORRANGE=FULL\n"), Range.LIMITED,
                Matrix.BT709)
                .format();
        assertSame(Range.LIMITED, asked.range());
        assertSame(Matrix.BT709, asked.matrix());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " Ip", " I1p Xsomething=else"})
    void allThatStandsInAStreamComesOutAgain(String parameters) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        Y4mWriter writer = new Y4mWriter(stream, "YUV4MPEG2  W7 H5 F25:1 I? A10:11 C420mpeg2 Xé=\u0001 ");
        FrameFormat format = new FrameFormat(7, 5, Layout.YUV420, Siting.LEFT, 8, Range.LIMITED, Matrix.BT601);
        Random random = new Random(3);
        for (int i = 0; i < 3; i++) {
            writer.write(new Frame(Frames.random(format, random).samples(), parameters));
        }
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        Y4mReader reader = new Y4mReader(new ByteArrayInputStream(stream.toByteArray()), null, null);
        Y4mWriter copy = new Y4mWriter(again, reader.header());
        assertEquals(format, reader.format());
        for (Frame frame : Frames.all(reader)) {
            assertEquals(parameters, frame.parameters());
            copy.write(frame);
        }
        assertArrayEquals(stream.toByteArray(), again.toByteArray());
        assertNull(reader.next());
    }

    @Test
    void whatIsWrittenHasLeftAtOnce() throws IOException {
        StringBuilder events = new StringBuilder();
        ByteArrayOutputStream out = new ByteArrayOutputStream() {

            @Override
            public void flush() {
                events.append(size()).append(' ');
            }
        };
        FrameSink writer = new Y4mWriter(out, "YUV4MPEG2 W1 H1 Cmono");
        writer.write(new Frame(new byte[1], ""));
        writer.write(new Frame(new byte[1], " Ip"));
        new RawWriter(out).write(new Frame(new byte[3], ""));
        assertEquals("22 29 39 42 ", events.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "YUV4MPEG2 W2 H2 It | interlaced (It)", "YUV4MPEG2 W2 H2 Ib | ffmpeg -vf bwdif",
        "YUV4MPEG2 W2 H2 Im | interlaced (Im)",
        "YUV4MPEG2 W2 H2 Ix | interlacing", "YUV4MPEG2 W2 H2 C411 | colours are C411",
        "YUV4MPEG2 W2 H2 C440 | -pix_fmt yuv444p",
        "YUV4MPEG2 W2 H2 C444alpha | C444alpha", "YUV4MPEG2 W2 H2 C420p11 | C420p11", "YUV4MPEG2 W2 H2 C420p | C420p",
        "YUV4MPEG2 W2 | how large", "YUV4MPEG2 H2 | how large", "YUV4MPEG2 W0 H2 | how large", "YUV4MPEG2 | how large",
        "YUV4MPEG2 W-2 H2 | at least 1x1", "YUV4MPEG2 W2x H2 | W2x", "YUV4MPEG2 W99999999999 H2 | W99999999999",
        "YUV4MPEG2 W100000 H100000 | too large", "YUV4MPEG2 W2147483647 H2147483647 | too large",
        "YUV4MPEG W2 H2 | does not begin with", "RIFF | does not begin with", "'' | does not begin with"})
    void whatIsNotTakenIsASentence(String header, String part) {
        VideoException e = assertThrows(VideoException.class, () -> reader(header + "\n"));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void endlessLinesAreNotReadToTheirEnd() {
        assertTrue(assertThrows(VideoException.class, () -> reader("YUV4MPEG2 X" + "x".repeat(1 << 20))).getMessage()
                .contains("more than 4096 bytes"));
        assertTrue(assertThrows(VideoException.class, () -> reader("YUV4MPEG2 W2 ")).getMessage()
                .contains("ends within the header"));
        assertTrue(assertThrows(VideoException.class,
                () -> reader("YUV4MPEG2 W1 H1 Cmono\nFRAME" + " ".repeat(5000)).next())
                .getMessage().contains("the header of frame 1 has more than"));
    }

    @Test
    void aStreamCutShortGivesItsWholeFrames() throws IOException {
        String start = "YUV4MPEG2 W2 H2 Cmono\nFRAME\nabcdFRAME\nefgh";
        for (String rest : new String[]{"F", "FRAME", "FRAME\n", "FRAME\nijk"}) {
            Y4mReader reader = reader(start + rest);
            assertArrayEquals("abcd".getBytes(StandardCharsets.US_ASCII), reader.next().samples());
            assertArrayEquals("efgh".getBytes(StandardCharsets.US_ASCII), reader.next().samples());
            assertEquals("the stream ends within frame 3, after 2 whole frames; what wrote it has stopped early",
                    assertThrows(VideoException.class, reader::next).getMessage());
        }
        Y4mReader garbage = reader(start + "FRAMES\nijkl");
        garbage.next();
        garbage.next();
        assertTrue(assertThrows(VideoException.class, garbage::next).getMessage()
                .startsWith("behind frame 2 stands something"));
    }

    /** 600 million pixels would be 3.6 GB. */
    @Test
    void nothingIsTakenOnTheWordOfAHeader() throws IOException {
        Y4mReader reader = reader("YUV4MPEG2 W20000 H15000 C444p16\nFRAME\nabc");
        assertTrue(assertThrows(VideoException.class, reader::next).getMessage().contains("after 0 whole frames"));
    }

    @Test
    void rawFramesHaveNothingBetween() throws IOException {
        RawReader reader = new RawReader(stream("abcdefghi"), FrameFormat.rgb(1, 1, 8));
        assertEquals(3, Frames.all(reader).size());
        RawReader odd = new RawReader(stream("abcdefgh"), FrameFormat.rgb(1, 1, 8));
        odd.next();
        odd.next();
        assertTrue(assertThrows(VideoException.class, odd::next).getMessage().contains("after 2 whole frames"));
    }

    @Test
    void mutatedStreamsGiveSentencesAlone() throws IOException {
        Random random = new Random(27);
        int sentences = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = (Frames.HEADER + "\nFRAME\n" + "s".repeat(36) + "FRAME Ip\n" + "t".repeat(36))
                    .getBytes(StandardCharsets.ISO_8859_1);
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(bytes.length);
                switch (random.nextInt(4)) {
                    case 0 -> bytes[at] = (byte) random.nextInt();
                    case 1 -> bytes[at] = (byte) "0123456789WHICXp \n".charAt(random.nextInt(18));
                    case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                    default -> System.arraycopy(bytes, random.nextInt(at + 1), bytes, at, (bytes.length - at) / 2);
                }
            }
            try {
                Frames.all(new Y4mReader(new ByteArrayInputStream(bytes), null, null));
            } catch (VideoException e) {
                assertTrue(e.getMessage().length() < 300, e.getMessage());
                sentences++;
            }
        }
        assertTrue(sentences > 10_000 && sentences < 19_900, sentences + " of 20000 were refused");
    }

    private static Y4mReader reader(String stream) throws IOException {
        return new Y4mReader(stream(stream), null, null);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
