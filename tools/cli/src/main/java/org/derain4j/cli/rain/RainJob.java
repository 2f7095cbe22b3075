package org.derain4j.cli.rain;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.derain4j.cli.common.Existing;
import org.derain4j.cli.common.Refusals;
import org.derain4j.cli.inputs.Identities;

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
        return Refusals.missing(input)
                .or(() -> files().stream().filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                        .flatMap(file -> refusal(file, inputs, existing).stream()).findFirst());
    }

    /** Of a file that is there. The picture without rain is not replaced by one with it, whatever is asked for. */
    private Optional<String> refusal(Path file, Identities inputs, Existing existing) {
        Optional<Path> source = inputs.input(file);
        if (source.isPresent()) {
            return Optional.of(input + ": its result " + file + " would overwrite the input " + source.get()
                    + "; choose another place.");
        }
        return Refusals.existing(input, file, existing);
    }

    /** Makes the folders of its results; why that cannot be, if so: a sentence. */
    Optional<String> makeFolders() {
        return files().stream().map(file -> file.toAbsolutePath().getParent()).distinct()
                .flatMap(folder -> Refusals.makeFolder(input, folder, "choose another place.").stream()).findFirst();
    }
}
