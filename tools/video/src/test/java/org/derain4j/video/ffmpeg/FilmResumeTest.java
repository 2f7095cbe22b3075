package org.derain4j.video.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.derain4j.video.FrameDerainer;
import org.derain4j.video.RainFilter;
import org.derain4j.video.RainFinder;
import org.derain4j.video.VideoException;
import org.derain4j.video.temporal.TemporalRain;
import org.derain4j.weights.FileReplacement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work on a film that was ended and is taken up by the next run. */
@Tag("slow")
class FilmResumeTest extends FilmFolder {

    private static final int COMPARED = 5;

    @BeforeAll
    static void findFfmpeg() {
        ffmpeg = Clips.require(FilmResumeTest.class, 7);
    }

    @Test
    void workThatFailedIsTakenUp() throws IOException {
        isTakenUp(clip(MOVING, "in.mp4"));
    }

    /** Then ffmpeg sets up its filters anew, and they count anew. */
    @Test
    void workOnAFilmWhoseFramesChangeTheirSizeIsTakenUp() throws IOException {
        clip("-f lavfi -i testsrc2=s=96x64:r=25:d=0.48 -c:v libx264 ", "small.ts");
        clip("-f lavfi -i testsrc2=s=128x96:r=25:d=1.32 -c:v libx264 -output_ts_offset 0.6 ", "large.ts");
        Path in = folder.resolve("in.mp4"); // told by its content
        try (OutputStream film = Files.newOutputStream(in)) {
            Files.copy(folder.resolve("small.ts"), film);
            Files.copy(folder.resolve("large.ts"), film);
        }
        Files.delete(folder.resolve("small.ts"));
        Files.delete(folder.resolve("large.ts"));
        isTakenUp(in);
    }

    private void isTakenUp(Path in) throws IOException {
        Path out = folder.resolve("out.mp4");
        assertThrows(VideoException.class, () -> Film.open(ffmpeg, in, out, null, SEGMENT)
                .derain((source, sink) -> copy(source, sink, 30), "", 0, listener()));
        assertFalse(Files.exists(out));
        assertEquals(List.of("20 frames are done and kept in " + out + ".derain; the same command goes on from there"),
                notes);
        notes.clear();
        progress.clear();
        long[] seen = new long[1];
        Film.open(ffmpeg, in, out, null, SEGMENT).derain((source, sink) -> copy(counted(source, seen), sink), "", 5,
                listener());
        assertEquals(List.of("goes on behind the 20 frames of an earlier run"), notes);
        assertEquals(30, seen[0]); // and five before, which decide what becomes of those behind
        assertEquals(21, progress.getFirst());
        assertEquals(45, progress.getLast());
        Path whole = derain(in, "whole.mp4");
        assertEquals(Clips.times(whole), Clips.times(out));
        assertEquals(Clips.frames(whole), Clips.frames(out));
        assertEquals(List.of("in.mp4", "out.mp4", "whole.mp4"), names());
    }

    /** Each frame's rain depends on its neighbours': those before the first one that is missing are looked at again. */
    @Test
    void rainThatIsComparedOverFramesIsTheSameWhereWorkIsTakenUp() throws IOException {
        Path in = clip("-f lavfi -i testsrc2=s=96x64:r=30:d=1.5 -vf noise=alls=40:allf=t -c:v ffv1 ", "in.mkv");
        assertThrows(VideoException.class, () -> compared(in, "out.mkv", 30));
        assertTrue(notes.getFirst().startsWith("20 frames are done"), notes.toString());
        List<String> frames = Clips.frames(compared(in, "out.mkv", Integer.MAX_VALUE));
        assertEquals("goes on behind the 20 frames of an earlier run", notes.getLast());
        assertEquals(Clips.frames(compared(in, "whole.mkv", Integer.MAX_VALUE)), frames);
        assertNotEquals(Clips.frames(in), frames);
    }

    /** Takes half of what is bright for rain, compares it over frames, and ends behind so many. */
    private Path compared(Path in, String name, int limit) throws IOException {
        RainFinder half = (bgr, _, _) -> {
            float[] rain = bgr.clone();
            for (int i = 0; i < rain.length; i++) {
                rain[i] = Math.max(0, rain[i]) / 2;
            }
            return rain;
        };
        int[] written = new int[1];
        Film film = Film.open(ffmpeg, in, folder.resolve(name), null, SEGMENT);
        RainFilter filter = new TemporalRain(COMPARED, film.format().height(), film.format().width());
        film.derain((source, sink) -> new FrameDerainer(List.of(half), filter, 1, _ -> {}).run(source, frame -> {
            if (written[0]++ == limit) {
                throw new VideoException("enough");
            }
            sink.write(frame);
        }), "", COMPARED / 2 + 1, listener());
        return folder.resolve(name);
    }

    /** Kept back by nobody, as of a power failure; and asked to end, as by Ctrl-C. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void workThatWasKilledIsTakenUp(boolean atOnce) throws Exception {
        Path in = clip(MOVING, "in.mp4");
        Path out = folder.resolve("out.mp4");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                classPath(), SlowFilm.class.getName(), in.toString(), out.toString(), String.valueOf(SEGMENT))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertEquals("killable", process.inputReader().readLine());
        List<ProcessHandle> children = process.descendants().toList();
        assertEquals(2, children.size());
        if (atOnce) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        process.waitFor();
        for (ProcessHandle child : children) {
            child.onExit().get(20, TimeUnit.SECONDS);
        }
        assertEquals(List.of("in.mp4", "out.mp4.derain"), names());
        derain(in, "out.mp4");
        assertEquals(List.of("goes on behind the 20 frames of an earlier run"), notes);
        assertEquals(Clips.times(in), Clips.times(out));
        assertEquals(Clips.frames(derain(in, "whole.mp4")), Clips.frames(out));
        assertEquals(List.of("in.mp4", "out.mp4", "whole.mp4"), names());
    }

    private static String classPath() throws URISyntaxException {
        List<String> places = new ArrayList<>();
        for (Class<?> one : List.of(SlowFilm.class, Film.class, FileReplacement.class)) {
            places.add(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
        }
        return String.join(File.pathSeparator, places);
    }

    @Test
    void workOfOtherSettingsIsNotTakenUp() throws IOException {
        Path in = clip(MOVING, "in.mp4");
        Path out = folder.resolve("out.mp4");
        assertThrows(VideoException.class, () -> Film.open(ffmpeg, in, out, null, SEGMENT)
                .derain((source, sink) -> copy(source, sink, 30), "a", 0, listener()));
        long[] seen = new long[1];
        Film.open(ffmpeg, in, out, null, SEGMENT).derain((source, sink) -> copy(counted(source, seen), sink), "b", 0,
                listener());
        assertEquals(45, seen[0]);
    }

    @Test
    void aFolderWithOtherThingsIsLeftAlone() throws IOException {
        Path in = clip(MOVING, "in.mp4");
        Path other = Files.createDirectory(folder.resolve("out.mp4.derain"));
        Files.writeString(other.resolve("mine.txt"), "mine");
        String refusal = assertThrows(VideoException.class, () -> derain(in, "out.mp4")).getMessage();
        assertTrue(refusal.contains("move it away"), refusal);
        assertTrue(Files.exists(other.resolve("mine.txt")));
    }
}
