package org.derain4j.cli.inputs;

import java.util.Locale;
import java.util.Set;
import org.apache.commons.io.FilenameUtils;

/** Counts what is left out. */
public final class Tally {

    private static final Set<String> FILMS = Set.of("3gp", "avi", "flv", "m2ts", "m4v", "mkv", "mov", "mp4", "mpeg",
            "mpg",
            "mts", "mxf", "ogv", "vob", "webm", "wmv", "y4m");

    private int results;
    private int others;
    private int films;
    private int hidden;
    private int folders;
    private int empty;

    /** A result of an earlier run. */
    public void result() {
        results++;
    }

    /** A file that is no picture, by its name. */
    public void other(String name) {
        others++;
        if (FILMS.contains(FilenameUtils.getExtension(name).toLowerCase(Locale.ROOT))) {
            films++;
        }
    }

    /** So many hidden files and folders. */
    public void hidden(int number) {
        hidden += number;
    }

    void folder() {
        folders++;
    }

    void emptyFolder() {
        empty++;
    }

    /** All of it. */
    public LeftOut leftOut() {
        return new LeftOut(results, others, films, hidden, folders, empty);
    }
}
