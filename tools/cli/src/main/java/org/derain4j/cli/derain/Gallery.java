package org.derain4j.cli.derain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.derain4j.cli.common.Ending;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.FinishedPage;
import org.derain4j.cli.telling.Telling;
import org.derain4j.cli.view.PicturePage;
import org.derain4j.cli.view.SameSize;
import org.derain4j.cli.view.ShownNames;
import org.derain4j.pictures.PictureReader;

/**
 * Puts pictures on the page of {@code --view} as they are done, in their order, and those that an earlier run has done, too. A page that
 * fails is told of at the end: it costs no picture.
 */
final class Gallery implements AutoCloseable {

    private final PicturePage page;
    private final boolean lenient;
    private final Telling telling;
    private final ErrorLines errors;
    private final Map<Path, String> names = new HashMap<>();
    private Throwable failure;

    /**
     * Ready for pictures.
     *
     * @param lenient whether pictures that are cut short are taken as far as they go
     * @param errors  knows how failures are worded
     */
    Gallery(PlannedPage plan, boolean lenient, Telling telling, ErrorLines errors) {
        this.page = new PicturePage(plan.file(), plan.pictures().size(), plan.bytes());
        this.lenient = lenient;
        this.telling = telling;
        this.errors = errors;
        List<String> shown = ShownNames.of(plan.pictures());
        for (int i = 0; i < shown.size(); i++) {
            names.put(plan.pictures().get(i), shown.get(i));
        }
    }

    /**
     * Reads the picture and the result of a job that was skipped. What cannot be read is left out with a note.
     *
     * @param memory lets the picture in
     */
    void read(Work work, PictureReader.WorkingMemory memory) {
        Job job = work.job();
        try {
            work.rain = new PictureReader(memory, lenient).read(job.input());
            work.earlier = SameSize.read(job.output(), job.input(), work.rain.picture());
            work.result = work.earlier.picture();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            work.release();
            String input = job.input().toString();
            telling.note(input, "not on the page: " + errors.sentence(input, e));
        }
    }

    /** Takes what was done or read. */
    void add(Work work) {
        if (work.result == null || failure != null) {
            return;
        }
        Job job = work.job();
        try {
            page.add(names.get(job.input()), job.input(), work.rain, job.output(), work.result,
                    work.earlier == null ? work.rain : work.earlier);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Writes the page, if there is anything on it, and tells. */
    void end() {
        Optional<FinishedPage> finished = Optional.empty();
        if (failure == null) {
            try {
                finished = page.commit();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
        finished.ifPresent(telling::page);
        if (failure != null && !Ending.isUnderWay()) {
            telling.pageFailed(page.file(), failure);
        }
    }

    /** Removes what was written of a page that was not ended. */
    @Override
    public void close() {
        try {
            page.close();
        } catch (IOException e) {
            // It is removed when it is old.
        }
    }
}
