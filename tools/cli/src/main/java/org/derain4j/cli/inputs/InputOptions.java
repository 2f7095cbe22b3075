package org.derain4j.cli.inputs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.derain4j.cli.common.Existing;
import org.derain4j.cli.common.Failure;
import picocli.CommandLine.Option;

/** Which pictures are taken; use with {@code @Mixin}. */
public final class InputOptions {

    private static final double MOST_SECONDS = 3600;
    private static final double SETTLED = 2;

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

    @Option(names = "--watch",
            description = "Do what is in the folders and wait for more, until interrupted. Skips what is done already.")
    private boolean watch;

    @Option(names = "--settle", paramLabel = "SECONDS",
            description = "How long a file must stay as it is before --watch takes it. Default: 2.")
    private Double settle;

    /** Whether anything is named to take. */
    public boolean areNone(List<String> arguments) {
        return arguments.isEmpty() && list == null;
    }

    /** Whether nothing is to be done but to print. */
    public boolean isDryRun() {
        return dryRun;
    }

    /** Whether folders are watched. */
    public boolean watches() {
        return watch;
    }

    /**
     * What becomes of those whose results exist.
     *
     * @throws Failure of usage, if options contradict each other
     */
    public Existing existing(boolean overwrite) {
        check(overwrite);
        return overwrite ? Existing.REPLACED : skipExisting || watch ? Existing.SKIPPED : Existing.REFUSED;
    }

    private void check(boolean overwrite) {
        refuse(skipExisting && overwrite, "--skip-existing and --overwrite contradict each other");
        refuse(watch && dryRun, "--watch never ends and --dry-run does nothing");
        refuse(watch && list != null, "--watch waits for files in folders, --from-list names files");
        refuse(settle != null && !watch, "--settle means nothing without --watch");
        if (settle != null && !(settle >= 0 && settle <= MOST_SECONDS)) {
            throw Failure.usage("--settle is %s; give 0 to %.0f seconds.".formatted(settle, MOST_SECONDS));
        }
    }

    /** Refuses what is for pictures in files, where something else is taken. */
    public void checkAlone(String input) {
        refuse(list != null, "--from-list names pictures, and " + input + " is taken without others");
        refuse(watch, "--watch waits for pictures in folders, and " + input + " is no folder");
    }

    private static void refuse(boolean contradiction, String what) {
        if (contradiction) {
            throw Failure.usage(what + "; leave one of them out.");
        }
    }

    /**
     * What is there now.
     *
     * @param results the folder in which results will lie, if they all lie in one
     */
    public Selection select(List<String> arguments, Optional<Path> results) {
        return Selection.of(arguments, Optional.ofNullable(list).map(NameList::read), recursive, results);
    }

    /**
     * What is there and what comes; the caller closes it.
     *
     * @param results as in {@link #select}
     */
    public FolderWatch watch(List<String> arguments, Optional<Path> results) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String argument : arguments) {
            Path folder = Path.of(argument);
            if (!Files.isDirectory(folder)) {
                throw Failure.usage("--watch " + argument + ": not a folder; name the folder that fills.");
            }
            if (results.isPresent() && Files.isSameFile(folder, results.get())) {
                throw Failure
                        .usage("-o " + results.get() + ": the folder that is watched, in which results would be taken"
                                + " for new pictures; choose another place.");
            }
            folders.add(folder);
        }
        long millis = Math.round(1000 * (settle == null ? SETTLED : settle));
        return new FolderWatch(folders, recursive, results, Duration.ofMillis(millis));
    }
}
