package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.derain4j.video.ffmpeg.Ffmpeg;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Films on the command line. Where there is no ffmpeg most are left out, counted and printed. */
class FilmsTest {

    private static boolean hasFfmpeg;

    @TempDir
    private Path folder;

    @BeforeAll
    static void findFfmpeg() {
        hasFfmpeg = Ffmpeg.find().isPresent();
        if (!hasFfmpeg) {
            System.out.println(FilmsTest.class.getSimpleName() + ": 7 cases skipped: no ffmpeg on the PATH");
        }
    }

    @Test
    void filmsGoThroughTheNetworkOneAfterTheOther() throws IOException {
        Path a = clip("a.mp4");
        Path b = clip("b.mkv");
        FakeEngine.Run run = new FakeEngine().run(a, b, "-o", folder + "/dry/");
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.getFirst().startsWith(a + " -> " + folder.resolve("dry/a.mp4") + "  96x64  12 frames, "),
                run.out());
        assertTrue(lines.get(1).startsWith(b + " -> " + folder.resolve("dry/b.mkv") + "  96x64  12 frames, "),
                run.out());
        assertTrue(lines.getLast().startsWith("2 films in "), run.out());
        assertEquals("h264,12", probe(folder.resolve("dry/a.mp4"), "stream=codec_name,nb_read_frames"));
        assertTrue(Math.abs(brightness(a) + brightness(folder.resolve("dry/a.mp4")) - 251) < 4, "what is inverted");
    }

    @Test
    void theResultLiesBesideTheFilm() throws IOException {
        Path film = clip("rain.mp4");
        assertEquals(0, new FakeEngine().run(film).exitCode());
        Path result = folder.resolve("rain.derained.mp4");
        byte[] first = Files.readAllBytes(result);

        FakeEngine.Run again = new FakeEngine().run(film);
        assertEquals(1, again.exitCode());
        assertEquals("derain: " + film + ": its result " + result + " exists already; add --overwrite to replace it.\n",
                again.err());
        assertEquals("", new FakeEngine().run(film, "--skip-existing").err());
        assertEquals(0, new FakeEngine().run(film, "--overwrite").exitCode());
        assertEquals(-1, java.util.Arrays.mismatch(first, Files.readAllBytes(result)));
    }

    @Test
    void aFailureNamesTheFilmAndTheOthersGoOn() throws IOException {
        Path broken = Files.write(folder.resolve("broken.mp4"),
                "\0\0\0\u0018ftypisom and nothing more".getBytes(StandardCharsets.ISO_8859_1));
        Path missing = folder.resolve("missing.mp4");
        Path film = clip("good.mp4");
        FakeEngine.Run run = new FakeEngine().run(broken, missing, film, "-o", folder + "/dry/");
        assertEquals(1, run.exitCode());
        List<String> lines = run.err().lines().toList();
        assertTrue(lines.getFirst().startsWith("derain: " + broken + ": ffprobe failed: "), run.err());
        assertEquals("derain: " + missing + ": no such file; check the name.", lines.get(1));
        assertTrue(run.out().contains("dry/good.mp4"), run.out());
    }

    @Test
    void strengthZeroGivesTheFramesBack() throws IOException {
        Path film = clip("rain.mkv", "-c:v ffv1");
        assertEquals(0, new FakeEngine().run(film, "--strength", "0", "-o", folder.resolve("same.mkv")).exitCode());
        assertEquals(sum(film), sum(folder.resolve("same.mkv")));
    }

    /** Over a still film the engine finds the same in every frame, so none of it falls. */
    @Test
    void rainIsComparedOverTheFramesOfAFilm() throws IOException {
        Path film = clip("rain.mkv", "-vf loop=-1:1 -frames:v 12 -c:v ffv1");
        FakeEngine.Run run = new FakeEngine().run(film, "--temporal", "5", "-o", folder.resolve("same.mkv"));
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.err().contains("compared over 5 frames; that is ours, not MSPFN's"), run.err());
        assertEquals(sum(film), sum(folder.resolve("same.mkv")));
    }

    @Test
    void rainIsComparedOverFrames() throws IOException {
        Path film = clip("rain.mp4");
        FakeEngine.Run run = new FakeEngine().run(film, "--temporal", "3", "-o", folder.resolve("dry.mp4"));
        assertEquals(0, run.exitCode());
        assertEquals(
                "derain: note: " + film
                        + ": --temporal 3: the rain is compared over 3 frames; that is ours, not MSPFN's.\n",
                run.err());
        assertEquals("h264,12", probe(folder.resolve("dry.mp4"), "stream=codec_name,nb_read_frames"));
    }

    /** MP4 of Debian's ffmpeg takes no sound in PCM, which is known once a segment is done. */
    @Test
    void framesMadeWithOtherOptionsAreNotTakenUp() throws IOException {
        List<Object> line = List.of(clip("rain.mkv", "-c:a pcm_u8 -c:v mpeg4"), "-o", folder.resolve("dry.mp4"));
        assertEquals(1, new FakeEngine().run(line.toArray()).exitCode());
        String again = "goes on behind the 12 frames of an earlier run";
        assertTrue(new FakeEngine().run(line.toArray()).err().contains(again));
        for (String other : List.of("--work-size 64", "--tile 64", "--exact", "--backend reference", "--strength 0.5",
                "--temporal 3")) {
            List<Object> changed = new ArrayList<>(line);
            changed.addAll(List.of(other.split(" ")));
            FakeEngine.Run run = new FakeEngine().run(changed.toArray());
            assertTrue(run.err().contains("12 frames are done and kept") && !run.err().contains(again), run.err());
        }
    }

    /** As where a shell names all that is in a folder. */
    @Test
    void aFilmAmongPicturesDoesNotKeepThemFromBeingDone() throws IOException {
        Path film = Files.writeString(folder.resolve("a.mp4"), "\0\0\0\u0018ftypisom");
        Path picture = Pictures.save(Pictures.colour(), folder.resolve("b.png"));
        FakeEngine.Run run = new FakeEngine().run(film, picture, "-o", folder + "/dry/");
        assertEquals(1, run.exitCode());
        assertTrue(Files.exists(folder.resolve("dry/b.png")), run.err());
        assertTrue(run.err().startsWith("derain: " + film
                + ": a film, which is not taken together with pictures; name it in a command of its own.\n"),
                run.err());
    }

    @Test
    void whatCannotBeMeantIsRefused() throws IOException {
        Path film = Files.writeString(folder.resolve("a.mp4"), "\0\0\0\u0018ftypisom");
        Path other = Files.writeString(Files.createDirectory(folder.resolve("other")).resolve("a.mp4"),
                "\0\0\0\u0018ftypisom");
        Path picture = Files.writeString(folder.resolve("a.png"), "none");
        refused("--codec is for films", film, picture, "--codec", "-c:v libx264");
        refused("with several films it must be a folder", film, folder.resolve("b.mp4"), "-o", folder.resolve("c.mp4"));
        refused("would have one result", film, other, "-o", folder + "/dry/");
        refused("a film cannot be written to a pipe", film, "-o", "-");
        refused("there is no folder", film, "-o", folder.resolve("none/b.mp4"));
        refused("--layer is for pictures", film, "--layer");
        refused("a film is written as the extension of -o says", film, "-f", "png");
        refused("an odd number of frames", film, "--temporal", "4");
        refused("--size is for frames", film, "--size", "96x64");
        refused("--codec is for films", picture, "--codec", "-c:v libx264");
        assertFalse(Files.exists(folder.resolve("dry")));
    }

    @Test
    void aDryRunOnlyTells() throws IOException {
        Path film = Files.writeString(folder.resolve("a.mp4"), "\0\0\0\u0018ftypisom");
        FakeEngine.Run run = new FakeEngine().run(film, "-o", folder + "/dry/", "--dry-run");
        assertEquals(film + " -> " + folder.resolve("dry/a.mp4") + "\n", run.out());
        assertFalse(Files.exists(folder.resolve("dry")));
    }

    private static void refused(String words, Object... line) {
        FakeEngine.Run run = new FakeEngine().run(line);
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains(words), run.err());
    }

    private Path clip(String name) throws IOException {
        return clip(name, "-c:v libx264 -crf 10");
    }

    private Path clip(String name, String codec) throws IOException {
        Assumptions.assumeTrue(hasFfmpeg, "no ffmpeg on the PATH");
        process("ffmpeg -v error -nostdin -y -f lavfi -i testsrc2=s=96x64:r=25:d=0.48 -f lavfi -i sine=440:d=0.48 "
                + "-pix_fmt yuv420p -c:a aac " + codec + " "
                + folder.resolve(name));
        return folder.resolve(name);
    }

    /** Luma, on an average. */
    private static double brightness(Path film) throws IOException {
        byte[] frames = process("ffmpeg -v error -nostdin -i " + film
                + " -map 0:v -pix_fmt gray -vf scale=in_range=tv:out_range=tv -f rawvideo -");
        long sum = 0;
        for (byte sample : frames) {
            sum += sample & 0xff;
        }
        return (double) sum / frames.length;
    }

    private static String sum(Path film) throws IOException {
        return new String(process("ffmpeg -v error -nostdin -i " + film + " -map 0:v -f framehash -hash md5 -"),
                StandardCharsets.UTF_8);
    }

    private static String probe(Path film, String entries) throws IOException {
        return new String(process(
                "ffprobe -v error -count_frames -select_streams v -of csv=p=0 -show_entries " + entries + " " + film),
                StandardCharsets.UTF_8)
                .strip();
    }

    private static byte[] process(String command) throws IOException {
        Process process = new ProcessBuilder(command.split(" +")).redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        try {
            assertEquals(0, process.waitFor(), command);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return output;
    }
}
