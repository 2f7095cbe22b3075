package org.derain4j.cli.derain;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Jobs that are all known before the first one runs. */
final class ListedJobs implements Jobs {

    private final int number;
    private final Iterator<Job> rest;
    private final Map<Object, Path> inputs;
    private final boolean overwrite;

    /** In that order. */
    ListedJobs(List<Job> jobs, boolean overwrite) {
        this.number = jobs.size();
        this.rest = jobs.iterator();
        this.inputs = Job.identities(jobs);
        this.overwrite = overwrite;
    }

    @Override
    public Next next() {
        if (!rest.hasNext()) {
            return null;
        }
        Job job = rest.next();
        Optional<String> refusal = job.refusal(inputs, overwrite);
        return new Next(job, refusal.isPresent() ? Verdict.REFUSED : Verdict.RUN, refusal.orElse(""));
    }

    @Override
    public OptionalInt count() {
        return OptionalInt.of(number);
    }
}
