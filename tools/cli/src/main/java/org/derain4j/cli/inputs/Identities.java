package org.derain4j.cli.inputs;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells whether a file is one of the inputs, by whatever path or link. They are looked at only once that is asked. */
public final class Identities {

    private final List<Path> files;
    private Map<Object, Path> inputs;

    /** Of these inputs. */
    public Identities(List<Path> files) {
        this.files = files;
    }

    /** The input that the file is. */
    public Optional<Path> input(Path file) {
        if (inputs == null) {
            inputs = new HashMap<>();
            files.forEach(input -> FileIdentity.of(input).ifPresent(id -> inputs.put(id, input)));
        }
        return FileIdentity.of(file).map(inputs::get);
    }
}
