package org.derain4j.cli.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.weights.FileReplacement;

/** What {@code -o} asks of every command that writes files. */
public final class OutputFile {

    private OutputFile() {}

    /** Refuses, before any work, a name of another extension, a folder, a place that is not there, a file that is, and a pipe. */
    public static void check(Path output, String extension, boolean overwrite) {
        checkName("-o", output, extension);
        requireFolder(output);
        checkExisting("-o", output, overwrite);
    }

    /** The same for another option than {@code -o}, and a file whose folder need not be there. */
    public static void checkToBe(String option, Path output, String extension, boolean overwrite) {
        checkName(option, output, extension);
        checkExisting(option, output, overwrite);
    }

    private static void checkName(String option, Path output, String extension) {
        if (!output.toString().endsWith(extension)) {
            throw Failure.usage(option + " " + output + ": the name must end in " + extension + ".");
        }
        if (Files.isDirectory(output)) {
            throw Failure.usage(option + " " + output + ": is a folder; name a file.");
        }
    }

    private static void checkExisting(String option, Path output, boolean overwrite) {
        if (!overwrite && Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
            throw Failure.input(option + " " + output + ": exists already; add --overwrite to replace it.");
        }
        try {
            FileReplacement.check(output);
        } catch (IOException e) {
            throw Failure.input(option + " " + output, e);
        }
    }

    /** Refuses, before any work, a file that no picture is written to, and a place that is not there. */
    public static void checkPicture(Path output, Optional<PictureFormat> format) {
        Optional<PictureFormat> named = PictureFormat.named(output);
        if (format.isPresent() && named.isPresent() && !named.equals(format)) {
            throw Failure.usage("-o " + output + ": the extension says " + named.get() + ", the format asked for is "
                    + format.get() + "; leave one of them out.");
        }
        if (format.or(() -> named).filter(PictureFormat::writable).isEmpty()) {
            throw Failure.usage("-o " + output + ": " + PictureFormat.refusal(output)
                    + " (a new folder ends in a slash).");
        }
        requireFolder(output);
    }

    /** Refuses a file in a folder that is not there. */
    public static void requireFolder(Path output) {
        Path folder = output.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw Failure.usage("-o " + output + ": there is no folder " + folder + "; create it first.");
        }
    }

    /** Makes the folder that results will lie in, unless it is there. */
    public static void createFolder(Path folder) {
        createFolder("-o", folder);
    }

    /** The same for another option than {@code -o}. */
    public static void createFolder(String option, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Failure.usage(
                    option + " " + folder + ": the folder cannot be made (" + Failure.reason(e)
                            + "); choose another place.");
        }
    }
}
