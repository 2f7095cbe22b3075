package org.derain4j.video.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.derain4j.video.Frame;
import org.derain4j.video.FrameFormat;
import org.derain4j.video.FrameSink;
import org.derain4j.video.FrameSource;
import org.derain4j.video.VideoException;
import org.junit.jupiter.api.io.TempDir;

/** Generated films in a folder of their own, their frames passed through as they are. */
abstract class FilmFolder {

    static final int SEGMENT = 20;
    /** Three segments, the last one short. */
    static final String MOVING = "-f lavfi -i testsrc2=s=96x64:r=30:d=1.5 -f lavfi -i sine=440:d=1.5 -c:v libx264 -preset veryfast -crf 20 "
            + "-pix_fmt yuv420p -c:a aac ";

    static Ffmpeg ffmpeg;

    @TempDir
    Path folder;

    final List<String> notes = new ArrayList<>();
    final List<Long> progress = new ArrayList<>();

    Path clip(String options, String name) throws IOException {
        Clips.ffmpeg(folder, options + name);
        return folder.resolve(name);
    }

    Path derain(Path in, String name) throws IOException {
        return derain(in, name, null);
    }

    Path derain(Path in, String name, String codec) throws IOException {
        Film film = Film.open(ffmpeg, in, folder.resolve(name), codec, SEGMENT);
        notes.addAll(film.notes());
        film.derain(FilmTest::copy, "", 0, listener());
        return folder.resolve(name);
    }

    List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static List<Double> seconds(Path film) throws IOException {
        return Clips.probe(film, "-select_streams V -show_entries frame=pts_time").lines().map(Double::valueOf)
                .toList();
    }

    static void copy(FrameSource source, FrameSink sink) throws IOException {
        copy(source, sink, Long.MAX_VALUE);
    }

    static void copy(FrameSource source, FrameSink sink, long limit) throws IOException {
        long count = 0;
        for (Frame frame = source.next(); frame != null; frame = source.next()) {
            if (count++ == limit) {
                throw new VideoException("enough");
            }
            sink.write(frame);
        }
    }

    static FrameSource counted(FrameSource source, long[] count) {
        return new FrameSource() {

            @Override
            public FrameFormat format() {
                return source.format();
            }

            @Override
            public Frame next() throws IOException {
                Frame frame = source.next();
                count[0] += frame == null ? 0 : 1;
                return frame;
            }
        };
    }

    Film.Listener listener() {
        return new Film.Listener() {

            @Override
            public void advanced(long frames) {
                progress.add(frames);
            }

            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }
        };
    }
}
