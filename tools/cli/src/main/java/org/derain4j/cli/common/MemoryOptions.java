package org.derain4j.cli.common;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.DerainerBuilder;
import picocli.CommandLine.Option;

/** How much memory a picture may take, and where the rest of it goes; use with {@code @Mixin}. */
public final class MemoryOptions {

    @Option(names = "--memory", paramLabel = "SIZE", converter = MemorySize.class,
            description = "The most that a picture may take, for example 2G or 1536M. What is beyond it goes to a scratch "
                    + "file; the result is the same. Default: what Java and the machine have to spare.")
    private Long memory;

    @Option(names = "--scratch", paramLabel = "FOLDER",
            description = "Where the scratch file goes while a picture needs one: a folder on a disk with room. Default: "
                    + "one is chosen.")
    private Path scratch;

    /** Whether any was given. */
    public boolean areGiven() {
        return memory != null || scratch != null;
    }

    /**
     * Hands them on.
     *
     * @param byDefault
     *            whether a picture has a budget where none is given; else it must fit
     */
    public void configure(DerainerBuilder builder, boolean byDefault) {
        if (scratch != null) {
            if (!Files.isDirectory(scratch)) {
                throw Failure.usage("--scratch " + scratch + ": there is no such folder; create it first.");
            }
            builder.scratch(scratch);
        }
        if (memory != null || byDefault) {
            builder.memoryBudget(budget());
        }
    }

    /** What pictures may take, whether it was given or not. */
    public long budget() {
        return memory != null ? Math.min(memory, SpareMemory.most()) : SpareMemory.budget();
    }

    /** What to tell the user about them: Java or the machine cannot give as much as was asked for. */
    public Optional<String> note() {
        String asked = memory == null ? "" : MemorySize.words(memory);
        String room = memory == null ? "" : MemorySize.words(Math.min(memory, SpareMemory.most()));
        return asked.equals(room)
                ? Optional.empty()
                : Optional.of("note: --memory asks for " + asked + ", but Java has room for " + room
                        + " here, which is what is used; more takes a larger heap (-Xmx) or a larger machine.");
    }
}
