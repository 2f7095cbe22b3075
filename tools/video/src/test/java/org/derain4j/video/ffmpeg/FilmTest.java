package org.derain4j.video.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.derain4j.video.FrameFormat.Layout;
import org.derain4j.video.VideoException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole films, generated, through two ffmpegs, with frames that stay as they are: whatever differs has been lost on the way. */
@Tag("slow")
class FilmTest extends FilmFolder {

    @BeforeAll
    static void findFfmpeg() {
        ffmpeg = Clips.require(FilmTest.class, 36);
    }

    @Test
    void allButTheFramesStays() throws IOException {
        Path in = clip(MOVING
                + "-color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv -metadata title=Rain "
                + "-metadata creation_time=2020-02-02T02:02:02 -metadata:s:a:0 language=deu -aspect 2:1 ", "in.mp4");
        Path out = derain(in, "out.mp4");
        assertEquals(45, Clips.times(out).size());
        assertEquals(Clips.times(in), Clips.times(out));
        assertEquals(Clips.sum(in, "a"), Clips.sum(out, "a"));
        for (String same : List.of(
                "stream=codec_name,width,height,pix_fmt,sample_aspect_ratio,time_base,r_frame_rate,avg_frame_rate,start_pts,"
                        + "duration_ts,nb_frames,color_range,color_space,color_transfer,color_primaries,chroma_location",
                "stream_tags=language,handler_name", "stream_disposition=default",
                "format=duration,start_time,nb_streams",
                "format_tags=title,creation_time")) {
            assertEquals(Clips.probe(in, "-show_entries " + same), Clips.probe(out, "-show_entries " + same), same);
        }
        assertTrue(Clips.probe(out, "-show_entries stream=color_space").contains("bt709"));
        assertEquals(List.of(), notes);
        assertEquals(45, progress.getLast());
        assertEquals(List.of("in.mp4", "out.mp4"), names());
    }

    @ParameterizedTest
    @CsvSource({"out.mp4, libx264", "out.mkv, libx264", "out.mov, libx265", "out.webm, libvpx-vp9",
        "out.mp4, libsvtav1"})
    void everyFrameKeepsItsTime(String name, String encoder) throws IOException {
        Path in = clip(
                "-f lavfi -i testsrc2=s=96x64:r=30:d=3 -vf select=gt(mod(n*n\\,11)\\,3)+lt(n\\,9) -fps_mode passthrough "
                        + "-enc_time_base 1:15360 -c:v libx264 ",
                "in.mp4");
        String codec = encoder.equals("libx264") ? null : "-c:v " + encoder;
        Path out = derain(in, name, codec);
        List<Double> expected = seconds(in);
        List<Double> found = seconds(out);
        assertEquals(expected.size(), found.size());
        double unit = name.endsWith("mkv") || name.endsWith("webm") ? 0.001 : 1e-6;
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), found.get(i), unit, "frame " + i);
        }
        assertTrue(expected.size() > 45 && expected.size() < 80, () -> expected.size() + " frames");
    }

    @Test
    void steadyRatesStay() throws IOException {
        for (String name : List.of("in.mp4", "in.mkv", "in.avi")) {
            Path in = clip("-f lavfi -i testsrc2=s=64x48:r=30000/1001 -frames:v 25 -c:v mpeg4 ", name);
            Path out = derain(in, "out" + name.substring(2));
            assertEquals(Clips.times(in), Clips.times(out), name);
            assertEquals(Clips.probe(in, "-show_entries stream=r_frame_rate"),
                    Clips.probe(out, "-show_entries stream=r_frame_rate"), name);
        }
    }

    @Test
    void videoThatBeginsBehindTheSoundStaysBehind() throws IOException {
        Path in = clip(
                "-f lavfi -i sine=440:d=1.4 -itsoffset 0.4 -f lavfi -i testsrc2=s=96x64:r=25:d=0.4 -map 1:v -map 0:a "
                        + "-fps_mode passthrough -c:v libx264 -c:a aac ",
                "in.mp4");
        Path out = derain(in, "out.mp4");
        assertEquals("0.400000", Clips.probe(in, "-select_streams v -show_entries stream=start_time"));
        assertEquals(seconds(in), seconds(out));
        assertEquals(Clips.probe(in, "-show_entries stream=start_time"),
                Clips.probe(out, "-show_entries stream=start_time"));
    }

    /** Of frames out of order AVI does not say when they are shown, and one that ffmpeg left out is an empty one. */
    @ParameterizedTest
    @ValueSource(strings = {"mpeg4 -bf 2", "libx264 -bf 3",
        "mpeg4 -vf select=not(eq(n\\,3)+eq(n\\,15)) -fps_mode passthrough"})
    void aviStaysAvi(String encoder) throws IOException {
        Path in = clip(
                "-f lavfi -i testsrc2=s=96x64:r=25:d=1 -f lavfi -i sine=440:d=1 -c:a mp3 -q:v 2 -c:v " + encoder + " ",
                "in.avi");
        Path out = derain(in, "out.avi");
        String asked = "-select_streams v -show_entries frame=best_effort_timestamp";
        List<String> before = Clips.probe(in, asked).lines().toList();
        List<String> after = Clips.probe(out, asked).lines().toList();
        assertEquals(before.size(), after.size());
        for (int i = 1; i < before.size(); i++) { // ffmpeg writes no empty frame before the first
            assertTrue(Set.of(after.get(i), "N/A").contains(before.get(i)), before + " -> " + after);
        }
        assertEquals(Clips.sum(in, "a"), Clips.sum(out, "a"));
        assertEquals(List.of(), notes);
    }

    /** Containers begin at other times than 0, and their sound and frames not at the same. */
    @ParameterizedTest
    @ValueSource(strings = {"flv -c:v libx264 -c:a aac", "ts -c:v libx264 -c:a aac"})
    void soundAndFramesStayTogether(String kind) throws IOException {
        String end = "." + kind.substring(0, kind.indexOf(' '));
        Path in = clip("-f lavfi -i testsrc2=s=96x64:r=25:d=1.2 -f lavfi -i sine=440:d=1.2 "
                + kind.substring(kind.indexOf(' ')) + " ", "in" + end);
        Path out = derain(in, "out" + end);
        assertEquals(30, Clips.times(out).size());
        assertEquals(lag(in), lag(out), 0.0025);
    }

    /** Seconds of the frames behind the sound. */
    private static double lag(Path film) throws IOException {
        return seconds(film).getFirst() - Double.parseDouble(Clips.probe(film,
                "-select_streams a -show_entries packet=pts_time").lines().findFirst().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {90, -90, 180})
    void turnedFilmsAreSeenUprightAndTurnedBack(int rotation) throws IOException {
        clip("-f lavfi -i testsrc2=s=96x64:r=25:d=0.4 -c:v libx264 -qp 0 -pix_fmt yuv444p ", "flat.mp4");
        Path in = clip("-i flat.mp4 -c copy -metadata:s:v:0 rotate=" + rotation + " ", "in.mp4");
        Film film = Film.open(ffmpeg, in, folder.resolve("out.mp4"), "-c:v libx264 -qp 0", SEGMENT);
        assertEquals(rotation == 180 ? 96 : 64, film.format().width());
        film.derain(FilmTest::copy, "", 0, listener());
        String asked = "-show_entries stream=width,height:stream_side_data=rotation";
        assertEquals(Clips.probe(in, asked), Clips.probe(folder.resolve("out.mp4"), asked));
        assertEquals(Clips.frames(in), Clips.frames(folder.resolve("out.mp4")));
    }

    @Test
    void whatHasNoPlaceForTurningBecomesUpright() throws IOException {
        clip("-f lavfi -i testsrc2=s=96x64:r=25:d=0.4 -c:v libx264 ", "flat.mp4");
        Path in = clip("-i flat.mp4 -c copy -metadata:s:v:0 rotate=90 ", "in.mp4");
        Path out = derain(in, "out.mkv");
        assertEquals("64,96", Clips.probe(out, "-show_entries stream=width,height"));
    }

    @Test
    void matroskaKeepsAllItHas() throws IOException {
        Files.writeString(folder.resolve("a.srt"), "1\n00:00:00,100 --> 00:00:01,500\nIt rains\n");
        Files.writeString(folder.resolve("chapters.txt"),
                ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=One\n"
                        + "[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=2000\ntitle=Two\n");
        Files.writeString(folder.resolve("font.ttf"), "no font");
        Path in = clip(
                "-f lavfi -i testsrc2=s=96x64:r=25:d=2 -f lavfi -i sine=440:d=2 -f lavfi -i sine=880:d=2 -i a.srt -i chapters.txt "
                        + "-map 1:a -map 0:v -map 2:a -map 3:s -map_chapters 4 -c:v ffv1 -c:a flac -attach font.ttf -metadata:s:t mimetype=font/ttf "
                        + "-metadata:s:a:0 language=eng -metadata:s:a:1 language=fra -metadata:s:s:0 language=deu -disposition:s:0 forced ",
                "in.mkv");
        Path out = derain(in, "out.mkv");
        assertEquals(Clips.frames(in), Clips.frames(out)); // lossless, so far
        String asked = "-show_chapters -show_entries stream=index,codec_name,codec_type:stream_disposition=default,forced:stream_tags=language";
        assertEquals(Clips.probe(in, asked), Clips.probe(out, asked));
        assertEquals(Clips.sum(in, "a:1"), Clips.sum(out, "a:1"));
        assertEquals(Clips.sum(in, "s"), Clips.sum(out, "s"));
        assertEquals(List.of(), notes);

        derain(in, "out.mp4");
        assertEquals(List.of("its track 4 (attachment) has no place in the result and is left out"), notes);
        assertTrue(Clips.probe(folder.resolve("out.mp4"), "-show_entries stream=codec_name").contains("mov_text"));
    }

    @Test
    void coversStay() throws IOException {
        clip("-f lavfi -i testsrc2=s=64x64 -frames:v 1 ", "cover.png");
        clip(MOVING, "plain.mp4");
        Path in = clip("-i cover.png -i plain.mp4 -map 1 -map 0 -c copy -disposition:v:1 attached_pic ", "in.mp4");
        Path out = derain(in, "out.mp4");
        assertEquals(Clips.sum(in, "2"), Clips.sum(out, "2"));
        String asked = "-show_entries stream=codec_name:stream_disposition=attached_pic";
        assertEquals(Clips.probe(in, asked), Clips.probe(out, asked));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yuv420p", "yuv422p", "yuv444p", "gray", "yuv420p10le", "yuv422p12le", "yuv444p16le",
        "gray10le", "gray16le", "bgr0"})
    void kindsOfPixelsPassUnchanged(String kind) throws IOException {
        Path in = clip("-f lavfi -i testsrc2=s=95x63:r=25:d=0.4 -c:v ffv1 -pix_fmt " + kind + " ", "in.mkv");
        Path out = derain(in, "out.mkv");
        assertEquals(kind, Clips.probe(out, "-show_entries stream=pix_fmt"));
        assertEquals(Clips.frames(in), Clips.frames(out));
        assertEquals(List.of(), notes);
    }

    @Test
    void fullRangeStaysFull() throws IOException {
        Path in = clip("-f lavfi -i testsrc2=s=96x64:r=25:d=0.4 -c:v mjpeg -q:v 2 ", "in.avi");
        Path out = derain(in, "out.avi");
        assertEquals("mjpeg,yuvj420p,pc", Clips.probe(out, "-show_entries stream=codec_name,pix_fmt,color_range"));
        Path other = derain(in, "out.mp4", "-c:v libx264 -qp 0");
        assertEquals("yuvj420p,pc", Clips.probe(other, "-show_entries stream=pix_fmt,color_range"));
        assertEquals(Clips.frames(in), Clips.frames(other));
    }

    /** FFV1 says nothing of colours itself, only its container does. */
    @Test
    void whatColoursAreIsKept() throws IOException {
        Path in = clip(
                "-f lavfi -i testsrc2=s=96x64:r=25:d=0.2 -c:v ffv1 -pix_fmt yuv420p -color_range pc -colorspace bt709 "
                        + "-color_primaries bt709 -color_trc iec61966-2-1 -chroma_sample_location center ",
                "in.mkv");
        String asked = "-show_entries stream=color_range,color_space,color_transfer,color_primaries,chroma_location";
        assertEquals("pc,bt709,iec61966-2-1,bt709,center", Clips.probe(in, asked));
        assertEquals("pc,bt709,iec61966-2-1,bt709,center", Clips.probe(derain(in, "out.mkv"), asked));
    }

    @Test
    void recordingsOfScreensAreToldByTheirTags() throws IOException {
        Path in = clip("-f lavfi -i testsrc2=s=96x64:r=25:d=0.4 -c:v libx264rgb -qp 0 -pix_fmt rgb24 ", "in.mp4");
        Film film = Film.open(ffmpeg, in, folder.resolve("out.mp4"), null, SEGMENT);
        assertEquals(Layout.RGB, film.format().layout());
        assertEquals(List.of("the encoder libx264 takes no pixels of rgb24, and gets the nearest that it takes"),
                film.notes());
        film.derain(FilmTest::copy, "", 0, listener());
        assertEquals("yuv444p,tv,bt709",
                Clips.probe(folder.resolve("out.mp4"), "-show_entries stream=pix_fmt,color_range,color_space"));
        Clips.ffmpeg(folder,
                "-i in.mp4 -i out.mp4 -lavfi [0:v]format=gbrp[a];[1:v]format=gbrp[b];[a][b]psnr=stats_file=psnr.txt -f null -");
        String distances = Files.readString(folder.resolve("psnr.txt"));
        assertTrue(distances.lines()
                .allMatch(line -> Double.parseDouble(line.replaceAll(".*psnr_avg:(\\S+).*", "$1")) > 35), distances);
    }

    @Test
    void whatTheContainerRefusesIsKnownAfterTheFirstSegment() throws IOException {
        Path in = clip(MOVING, "in.mp4");
        long[] seen = new long[1];
        Film film = Film.open(ffmpeg, in, folder.resolve("out.webm"), "-c:v mpeg4", SEGMENT);
        IOException refusal = assertThrows(IOException.class,
                () -> film.derain((source, sink) -> copy(counted(source, seen), sink), "", 0, listener()));
        assertTrue(refusal.getMessage().contains("Only VP8 or VP9 or AV1"), refusal.getMessage());
        assertTrue(seen[0] < 25, () -> seen[0] + " frames");
    }

    @Test
    void errorsOfFfmpegAreQuoted() throws IOException {
        Path in = clip(MOVING, "in.mp4");
        String refusal = assertThrows(IOException.class, () -> derain(in, "out.mp4", "-c:v libx264 -preset nosuch"))
                .getMessage();
        assertTrue(refusal.contains("invalid preset 'nosuch'"), refusal);
        assertEquals(List.of("in.mp4"), names());
        refusal = assertThrows(IOException.class, () -> derain(in, "out.mp4", "-c:v nosuch")).getMessage();
        assertEquals(
                "the ffmpeg here has no encoder nosuch; choose one that `ffmpeg -encoders` lists, as in --codec \"-c:v mpeg4 -q:v 2\"",
                refusal);
        Files.write(folder.resolve("bad.mp4"), new byte[100]);
        refusal = assertThrows(IOException.class, () -> derain(folder.resolve("bad.mp4"), "out.mp4")).getMessage();
        assertTrue(refusal.contains("Invalid data found"), refusal);
    }

    @Test
    void aFilmCutShortGivesWhatItHas() throws IOException {
        Path in = clip(MOVING + "-movflags +faststart ", "whole.mp4");
        byte[] bytes = Files.readAllBytes(in);
        Path cut = Files.write(folder.resolve("cut.mp4"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Path out = derain(cut, "out.mp4");
        int frames = Clips.times(out).size();
        assertTrue(frames > 5 && frames < 45, () -> frames + " frames");
        assertTrue(notes.getLast().startsWith("is damaged, what ffmpeg made of it was taken ("), notes::toString);
    }

    @Test
    void whatCannotBeDoneIsRefused() throws IOException {
        assertRefused(clip(
                "-f lavfi -i testsrc2=s=96x64:r=25:d=0.4 -vf setfield=tff,fieldorder=tff -c:v libx264 -flags +ilme+ildct ",
                "i.mp4"), "bwdif");
        assertRefused(clip("-f lavfi -i testsrc2=s=96x64:r=25:d=0.4 -vf format=yuva444p -c:v ffv1 ", "alpha.mkv"),
                "transparency");
        assertRefused(clip("-f lavfi -i sine=440:d=1 ", "sound.mp4"), "no frames");
        Path odd = clip("-f lavfi -i testsrc2=s=64x48:d=0.2 -vf format=gbrp,pad=65:49 -pix_fmt yuv420p -c:v ffv1 ",
                "odd.mkv");
        String refusal = assertThrows(VideoException.class, () -> derain(odd, "out.mp4")).getMessage();
        assertTrue(refusal.contains("an odd size"), refusal);
        String remedy = refusal.substring(refusal.indexOf('"') + 1, refusal.lastIndexOf('"'));
        assertEquals("65,49,yuv444p",
                Clips.probe(derain(odd, "out.mp4", remedy), "-show_entries stream=width,height,pix_fmt"));
        Path in = clip(MOVING, "in.mp4");
        assertTrue(assertThrows(IOException.class, () -> derain(in, "out.xyz")).getMessage()
                .contains("give one of .mp4, "));
    }

    private void assertRefused(Path in, String word) {
        String refusal = assertThrows(VideoException.class, () -> derain(in, "out.mkv")).getMessage();
        assertTrue(refusal.contains(word), refusal);
    }
}
