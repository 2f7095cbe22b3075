package org.derain4j.cli.inputs;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.derain4j.cli.common.Existing;
import org.derain4j.cli.common.Failure;
import picocli.CommandLine.Option;

/** Which pictures are taken of those that are there; use with {@code @Mixin}. */
public class SelectionOptions {

    @Option(names = {"-r", "--recursive"},
            description = "Take the folders in a folder, too; below -o OUT results lie in the same tree.")
    private boolean recursive;

    @Option(names = "--from-list", paramLabel = "FILE",
            description = "Also take what FILE names, one a line, or as `find -print0` does; - is standard input.")
    private String list;

    @Option(names = "--skip-existing",
            description = "Skip pictures whose results are there already; so an interrupted run is resumed.")
    private boolean skipExisting;

    @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
    private boolean dryRun;

    /** Whether anything is named to take. */
    public final boolean areNone(List<String> arguments) {
        return arguments.isEmpty() && !hasList();
    }

    /** Whether nothing is to be done but to print. */
    public final boolean isDryRun() {
        return dryRun;
    }

    /** Whether there is a list of names. */
    final boolean hasList() {
        return list != null;
    }

    /** Whether folders stand for their tree. */
    final boolean isRecursive() {
        return recursive;
    }

    /**
     * What becomes of those whose results exist.
     *
     * @throws Failure of usage, if options contradict each other
     */
    public Existing existing(boolean overwrite) {
        refuse(skipExisting && overwrite, "--skip-existing and --overwrite contradict each other");
        return overwrite ? Existing.REPLACED : skipExisting ? Existing.SKIPPED : Existing.REFUSED;
    }

    static void refuse(boolean contradiction, String what) {
        if (contradiction) {
            throw Failure.usage(what + "; leave one of them out.");
        }
    }

    /**
     * What is there now.
     *
     * @param results folders in which results will lie
     */
    public final Selection select(List<String> arguments, Collection<Path> results) {
        return Selection.of(arguments, Optional.ofNullable(list).map(NameList::read), recursive, results);
    }
}
