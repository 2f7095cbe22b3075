package org.derain4j.video.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.derain4j.video.FrameFormat.Layout;
import org.derain4j.video.FrameFormat.Matrix;
import org.derain4j.video.FrameFormat.Range;
import org.derain4j.video.VideoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read out of a film, and decided about it, without any ffmpeg. */
class ProbeTest {

    @TempDir
    private Path folder;

    @Test
    void aFilmOfAPhone() throws IOException {
        FilmInfo film = phone();
        assertTrue(film.isIso());
        assertEquals(4, film.streams().size());
        FilmStream video = film.video();
        assertEquals(1, video.index());
        assertEquals("Core Media \"Video\" \\ 1$", video.text("tags.handler_name"));
        assertEquals(-90, video.rotation());
        assertEquals("default", video.disposition());
        assertEquals("", film.streams().getFirst().text("tags.language"));
        FilmPixels pixels = FilmPixels.of(video);
        assertEquals(List.of(1080, 1920, 10, Layout.YUV420, Range.LIMITED, Matrix.BT2020),
                List.of(pixels.format().width(),
                        pixels.format().height(), pixels.format().bits(), pixels.format().layout(),
                        pixels.format().range(), pixels.format().matrix()));
        assertArrayEquals(new byte[]{'Y', '3', 11, 10}, pixels.fourCc());
    }

    @Test
    void framesThatComeWhenTheyComeAreNoSteadyRate() throws IOException {
        FilmStream video = phone().video();
        FrameTimes times = FrameTimes.of("0,K__\n60,___\n20,___\n41,___\n-20,_D_\nN/A,___\n", video);
        assertEquals(new FrameTimes(5, new Ratio(1, 600), new Ratio(17910, 599), false), times);
        assertEquals(41, times.inResult(141, 100));
        assertEquals(new Ratio(1, 600), times.resultUnit());
        assertEquals(20, times.step());
    }

    @Test
    void timesThatAreRoundedAreOfASteadyRate() {
        FilmStream video = new FilmStream(0,
                Map.of("time_base", "1/1000", "r_frame_rate", "30000/1001", "avg_frame_rate", "30000/1001"));
        FrameTimes times = FrameTimes.of("7,K\n40,_\n74,_\n107,_\n140,_\n174,_\n", video);
        assertTrue(times.steady());
        assertEquals(5, times.inResult(174, 7));
        assertEquals(new Ratio(1001, 30000), times.resultUnit());
        assertFalse(FrameTimes.of("0,K\n33,_\n67,_\n134,_\n", video).steady()); // one is missing
    }

    @Test
    void theEncoderIsToldHowTheFilmWas() throws IOException {
        FilmInfo film = phone();
        FrameTimes times = FrameTimes.of("0,K\n20,_\n41,_\n", film.video());
        FilmEncoding encoding = new FilmEncoding(film, FilmPixels.of(film.video()), times, Container.MP4,
                List.of("-c:v", "libx265"),
                List.of("yuv420p", "yuv420p10le"));
        assertEquals(Optional.empty(), encoding.note());
        assertEquals(List.of("-vf",
                "transpose=cclock,setsar=1/1,setparams=range=tv:color_primaries=bt2020:color_trc=arib-std-b67:"
                        + "colorspace=bt2020nc",
                "-color_range", "tv", "-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-colorspace",
                "bt2020nc", "-chroma_sample_location", "left", "-c:v", "libx265"), encoding.options());
        FilmJoin join = new FilmJoin(null, Path.of("in.mov"), encoding);
        assertEquals(List.of("its track 2 (data mebx) has no place in the result and is left out"), join.losses());
        assertEquals("ffconcat version 1.0\nfile 0\nduration 0.033333\nfile 1\nduration 0.035000\nfile 2\n",
                join.list(List.of(new Segment(Path.of("x/0"), 0, 1), new Segment(Path.of("x/1"), 20, 1),
                        new Segment(Path.of("x/2"), 41, 1))));
        FilmEncoding upright = new FilmEncoding(film, FilmPixels.of(film.video()), times, Container.MATROSKA,
                List.of("-c:v", "ffv1"), List.of("gray"));
        assertTrue(upright.options().get(1).startsWith("setsar=1/1,"), upright.options().get(1));
        assertEquals(Optional.of("the encoder ffv1 takes no pixels of yuv420p10le, and gets the nearest that it takes"),
                upright.note());
    }

    @Test
    void filmsAreToldByTheirContent() throws IOException {
        for (String beginning : List.of("\0\0\0\u0018ftypisom", "\0\0\0\u0014ftypqt  ", "\0\0\0\u0008wide",
                "\u001aE\u00df\u00a3", "RIFF1234AVI LIST",
                "\0\0\u0001\u00ba", "FLV\u0001", "OggS", "0&\u00b2u\u008ef\u00cf\u0011",
                ("G" + "x".repeat(187)).repeat(3), "1234" + ("G" + "x".repeat(191)).repeat(3))) {
            assertTrue(FilmHeader.isFilm(file(beginning)), beginning);
        }
        for (String beginning : List.of("", "G", "\0\0\0\u0018ftypheic", "\0\0\0\u001cftypavif", "\0\0\0\u0018ftypcrx ",
                "\0\0\0\u0018ftyphevc",
                "\u0089PNG\r\n\u001a\n", "RIFF1234WEBP", "YUV4MPEG2 W1",
                "\u00ff\u00d8\u00ff", "a moov is no atom here", "GG", "GIF89a")) {
            assertFalse(FilmHeader.isFilm(file(beginning)), beginning);
        }
        assertTrue(FilmHeader.isFilm(folder.resolve("none.MP4")));
        assertFalse(FilmHeader.isFilm(folder.resolve("none.png")));
        assertFalse(FilmHeader.isFilm(folder));
    }

    @Test
    void whereThereIsNoFfmpegThatIsNoFailure() {
        assertEquals(Optional.empty(), Ffmpeg.of("no-such-ffmpeg", "no-such-ffprobe"));
    }

    @Test
    void fractions() {
        assertNull(Ratio.of("0/0"));
        assertNull(Ratio.of("N/A"));
        assertEquals(new Ratio(4, 3), Ratio.of("4:3"));
        assertEquals(33366667, new Ratio(1001, 30000).times(1, 1_000_000_000));
        assertEquals(-33367, new Ratio(1001, 30000).times(-1, 1_000_000));
        assertEquals(3_336_666_666_667L, new Ratio(1001, 30000).times(100_000, 1_000_000_000));
    }

    @Test
    void aLineThatWasBeingWrittenIsNoSegment() throws IOException {
        Path place = folder.resolve("out.mp4.derain");
        try (WorkFolder work = WorkFolder.open(place, "of this\n")) {
            for (int i = 0; i < 3; i++) {
                Files.writeString(work.next(), "frames");
                work.add(new Segment(work.next(), 10 * i, 10));
            }
            assertTrue(assertThrows(VideoException.class, () -> WorkFolder.open(place, "of this\n")).getMessage()
                    .contains("another derain"));
        }
        Path finished = place.resolve("finished.txt");
        Files.writeString(finished, Files.readString(finished).replaceAll("20 10\n$", "20 1"));
        try (WorkFolder work = WorkFolder.open(place, "of this\n")) {
            assertEquals(20, work.frames());
            assertEquals(place.resolve("000002.segment"), work.next());
        }
        try (WorkFolder work = WorkFolder.open(place, "of that\n")) {
            assertEquals(0, work.frames());
            work.remove();
        }
        assertFalse(Files.exists(place));
    }

    private static FilmInfo phone() throws IOException {
        try (InputStream text = ProbeTest.class.getResourceAsStream("phone.txt")) {
            return FilmInfo.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Path file(String beginning) throws IOException {
        return Files.write(folder.resolve("some"), beginning.getBytes(StandardCharsets.ISO_8859_1));
    }
}
