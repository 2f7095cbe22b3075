package org.derain4j.cli.derain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.common.Existing;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.inputs.Identities;
import org.derain4j.cli.view.PicturePage;
import org.derain4j.weights.FileReplacement;

/**
 * The page of {@code --view}.
 *
 * @param file     where it goes
 * @param bytes    that it takes at most
 * @param pictures the inputs that may be on it
 */
record PlannedPage(Path file, long bytes, List<Path> pictures) {

    /** Of those jobs. */
    static PlannedPage of(Path file, long bytes, List<Job> jobs) {
        return new PlannedPage(file, bytes, jobs.stream().map(Job::input).toList());
    }

    /** Refuses, before any work, a page that is there already, one of the inputs, what is no file, or too small. */
    PlannedPage checked(Existing existing, Identities inputs) {
        PicturePage.checkSize("--view-size", bytes, pictures.size());
        inputs.input(file).ifPresent(input -> {
            throw Failure.usage("--view: the page " + file + " would overwrite the input " + input
                    + "; choose another place with -o.");
        });
        if (existing == Existing.REFUSED && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw Failure.input("--view: the page " + file + " exists already; add --overwrite to replace it, or "
                    + "--skip-existing to make it anew with the results that are there.");
        }
        try {
            FileReplacement.check(file);
        } catch (IOException e) {
            throw Failure.input("--view: the page " + file, e);
        }
        return this;
    }
}
