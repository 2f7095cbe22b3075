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

/** Which pictures are taken, of those that are there and those that come; use with {@code @Mixin}. */
public final class InputOptions extends SelectionOptions {

    private static final double MOST_SECONDS = 3600;
    private static final double SETTLED = 2;

    @Option(names = "--watch",
            description = "Do what is in the folders and wait for more, until interrupted. Skips what is done already.")
    private boolean watch;

    @Option(names = "--settle", paramLabel = "SECONDS",
            description = "How long a file must stay as it is before --watch takes it. Default: 2.")
    private Double settle;

    /** Whether folders are watched. */
    public boolean watches() {
        return watch;
    }

    @Override
    public Existing existing(boolean overwrite) {
        Existing existing = super.existing(overwrite);
        refuse(watch && isDryRun(), "--watch never ends and --dry-run does nothing");
        refuse(watch && hasList(), "--watch waits for files in folders, --from-list names files");
        refuse(settle != null && !watch, "--settle means nothing without --watch");
        if (settle != null && !(settle >= 0 && settle <= MOST_SECONDS)) {
            throw Failure.usage("--settle is %s; give 0 to %.0f seconds.".formatted(settle, MOST_SECONDS));
        }
        return watch && existing == Existing.REFUSED ? Existing.SKIPPED : existing;
    }

    /** Refuses what is for pictures in files, where something else is taken. */
    public void checkAlone(String input) {
        refuse(hasList(), "--from-list names pictures, and " + input + " is taken without others");
        refuse(watch, "--watch waits for pictures in folders, and " + input + " is no folder");
    }

    /**
     * What is there and what comes; the caller closes it.
     *
     * @param results the folder in which results will lie, if they all lie in one
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
        return new FolderWatch(folders, isRecursive(), results, Duration.ofMillis(millis));
    }
}
