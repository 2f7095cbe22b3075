package org.derain4j.cli.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.derain4j.weights.FileReplacement;

/** Why one picture of several may not be worked on, as far as its files say so: sentences, or nothing where it may. */
public final class Refusals {

    private Refusals() {}

    /** Where the input cannot be looked at. */
    public static Optional<String> missing(Path input) {
        try {
            Files.readAttributes(input, BasicFileAttributes.class);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(input + ": " + Failure.reason(e) + ".");
        }
    }

    /** Where a result that is there, and is no input, is not to be replaced, or cannot be. */
    public static Optional<String> existing(Path input, Path result, Existing existing) {
        if (existing == Existing.REFUSED) {
            return Optional.of(input + ": its result " + result + " exists already; add --overwrite to replace it.");
        }
        try {
            FileReplacement.check(result);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(input + ": its result " + result + " " + Failure.reason(e) + ".");
        }
    }

    /**
     * Makes the folder of a result, unless it is there: where nothing can be written is known before the work.
     *
     * @param remedy behind the semicolon
     */
    public static Optional<String> makeFolder(Path input, Path folder, String remedy) {
        String subject = input + ": the folder " + folder + " for its result cannot be ";
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            return Optional.of(subject + "made (" + Failure.reason(e) + "); " + remedy);
        }
        return Files.isWritable(folder) ? Optional.empty() : Optional.of(subject + "written to; " + remedy);
    }
}
