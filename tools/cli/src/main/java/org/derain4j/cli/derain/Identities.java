package org.derain4j.cli.derain;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.derain4j.cli.inputs.FileIdentity;

/** Tells whether a file is one of the inputs, by whatever path or link. They are looked at only once that is asked. */
final class Identities {

    private final List<Job> jobs;
    private Map<Object, Path> inputs;

    Identities(List<Job> jobs) {
        this.jobs = jobs;
    }

    /** The input that the file is. */
    Optional<Path> input(Path file) {
        if (inputs == null) {
            inputs = new HashMap<>();
            jobs.stream().map(Job::input).filter(input -> !input.equals(Pipe.PATH))
                    .forEach(input -> FileIdentity.of(input).ifPresent(id -> inputs.put(id, input)));
        }
        return FileIdentity.of(file).map(inputs::get);
    }
}
