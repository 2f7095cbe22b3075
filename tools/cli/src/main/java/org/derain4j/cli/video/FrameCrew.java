package org.derain4j.cli.video;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.derain4j.cli.common.PictureOptions;
import org.derain4j.cli.telling.Engine;
import org.derain4j.video.FrameDerainer;
import org.derain4j.video.FrameFormat;
import org.derain4j.video.FrameSink;
import org.derain4j.video.FrameSource;
import org.derain4j.video.RainFilter;

/** The engines that work on the frames of one stream. */
final class FrameCrew implements AutoCloseable {

    private final List<FrameEngine> engines = new ArrayList<>();
    private final PictureOptions options;
    private final RainFilter filter;

    /** The first engine, with all threads, knows what a frame takes; it stays if one frame at a time is best. */
    FrameCrew(FrameFormat format, PictureOptions options, FrameEngine.Source source, RainFilter filter) {
        this.options = options;
        this.filter = filter;
        engines.add(source.open(options));
        if (options.usesDevice()) {
            return;
        }
        FrameEngine first = engines.getFirst();
        long waiting = FrameDerainer.bytes(format);
        long each = first.memory(format.height(), format.width()).bytes() + waiting;
        long held = (FrameDerainer.framesAtATime(1, filter) - 1) * waiting;
        Crew best = Crew.of(format, options.threads(), each, first.room() - held);
        if (best.frames() > 1) {
            engines.removeFirst().close();
            for (int i = 0; i < best.frames(); i++) {
                engines.add(source.open(options.oneOfSeveral(best.threads())));
            }
        }
    }

    /** What they are. */
    Engine about() {
        Engine one = engines.getFirst().about();
        return engines.size() == 1
                ? one
                : new Engine(one.model(), one.sha256(), one.backend() + ", " + engines.size() + " frames at a time");
    }

    /** Takes the rain out of all frames. */
    void run(FrameSource source, FrameSink sink, LongConsumer progress) throws IOException {
        run(source, source.format(), sink, progress);
    }

    /** The same for frames that are written in another format. */
    void run(FrameSource source, FrameFormat written, FrameSink sink, LongConsumer progress) throws IOException {
        new FrameDerainer(engines, filter, (float) options.strength(), progress).run(source, written, sink);
    }

    @Override
    public void close() {
        engines.forEach(FrameEngine::close);
    }
}
