package org.derain4j.cli.rain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.derain4j.cli.common.Existing;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.inputs.Identities;
import org.derain4j.weights.FileReplacement;

/**
 * One picture of the command line.
 *
 * @param input the picture
 * @param name  what its rain is drawn by, beside kind, seed and size
 * @param kinds what is made of it, by kind
 * @param rival another input, or itself, of which one of these files would be made, too, whatever is done about names
 */
record RainJob(Path input, String name, List<RainFiles> kinds, Optional<Path> rival) {

    /** Stands for an input of which nothing can be made. */
    static RainJob none(Path input) {
        return new RainJob(input, "", List.of(), Optional.empty());
    }

    /** The same beside another input with a file in common, if there is one. */
    RainJob against(Path other) {
        return new RainJob(input, name, kinds, Optional.ofNullable(other));
    }

    /** All files that it makes, in the order in which they are told. */
    List<Path> files() {
        return kinds.stream().flatMap(files -> files.all().stream()).toList();
    }

    /** Whether all is there; each file came to be as a whole. */
    boolean isDone() {
        return files().stream().allMatch(Files::isRegularFile);
    }

    /** Why it may not run, if so: a sentence. */
    Optional<String> refusal(Identities inputs, Existing existing) {
        if (rival.isPresent()) {
            return Optional.of(input + ": a file of its results would also be one of " + rival.get()
                    + "; give each a folder of its own.");
        }
        try {
            Files.readAttributes(input, BasicFileAttributes.class);
        } catch (IOException e) {
            return Optional.of(input + ": " + Failure.reason(e) + ".");
        }
        return files().stream().filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .flatMap(file -> refusal(file, inputs, existing).stream()).findFirst();
    }

    /** Of a file that is there. The picture without rain is not replaced by one with it, whatever is asked for. */
    private Optional<String> refusal(Path file, Identities inputs, Existing existing) {
        Optional<Path> source = inputs.input(file);
        if (source.isPresent()) {
            return Optional.of(input + ": its result " + file + " would overwrite the input " + source.get()
                    + "; choose another place.");
        }
        if (existing == Existing.REFUSED) {
            return Optional.of(input + ": its result " + file + " exists already; add --overwrite to replace it.");
        }
        try {
            FileReplacement.check(file);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(input + ": its result " + file + " " + Failure.reason(e) + ".");
        }
    }

    /** Makes the folders of its results; why that cannot be, if so: a sentence. */
    Optional<String> makeFolders() {
        Set<Path> folders = new LinkedHashSet<>();
        files().forEach(file -> folders.add(file.toAbsolutePath().getParent()));
        for (Path folder : folders) {
            try {
                if (!Files.isDirectory(folder)) {
                    Files.createDirectories(folder);
                }
            } catch (IOException e) {
                return Optional.of(input + ": the folder " + folder + " for its result cannot be made ("
                        + Failure.reason(e) + "); choose another place.");
            }
            if (!Files.isWritable(folder)) {
                return Optional.of(input + ": the folder " + folder + " for its result cannot be written to; choose "
                        + "another place.");
            }
        }
        return Optional.empty();
    }
}
