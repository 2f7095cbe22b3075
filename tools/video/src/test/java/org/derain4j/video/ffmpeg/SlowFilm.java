package org.derain4j.video.ffmpeg;

import java.nio.file.Path;
import org.derain4j.video.Frame;

/** A process of its own that works on a film until it is killed: says when its first segment is done, and then takes its time. */
final class SlowFilm {

    private SlowFilm() {}

    public static void main(String[] args) throws Exception {
        int segment = Integer.parseInt(args[2]);
        Film.open(Ffmpeg.find().orElseThrow(), Path.of(args[0]), Path.of(args[1]), null, segment)
                .derain((source, sink) -> {
                    int count = 0;
                    for (Frame frame = source.next(); frame != null; frame = source.next()) {
                        sink.write(frame);
                        if (++count > segment + 2) {
                            System.out.println("killable");
                            sleep();
                        }
                    }
                }, "", 0, new Film.Listener() {

                    @Override
                    public void advanced(long frames) {
                        // nobody looks
                    }

                    @Override
                    public void note(String sentence) {
                        System.out.println(sentence);
                    }
                });
    }

    private static void sleep() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
