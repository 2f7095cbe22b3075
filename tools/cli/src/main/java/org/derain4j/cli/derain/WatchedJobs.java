package org.derain4j.cli.derain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.derain4j.cli.inputs.FolderWatch;
import org.derain4j.cli.inputs.Identities;
import org.derain4j.cli.inputs.Input;
import org.derain4j.cli.inputs.LeftOut;

/** The jobs of folders that fill: without end. Each result has the name that a run over all that is there now would give it. */
final class WatchedJobs implements Jobs {

    private final FolderWatch watch;
    private final ResultNames names;
    private final Verdicts verdicts;
    private final Deque<Input> ready = new ArrayDeque<>();
    private final Set<Path> told = new HashSet<>();
    private Map<Path, Job> jobs;
    private Identities identities;

    WatchedJobs(FolderWatch watch, ResultNames names, Verdicts verdicts) {
        this.watch = watch;
        this.names = names;
        this.verdicts = verdicts;
    }

    @Override
    public Next next() throws InterruptedException {
        while (true) {
            if (ready.isEmpty()) {
                ready.addAll(watch.next());
                name(watch.seen());
            }
            Input input = ready.remove();
            if (input.problem().isPresent()) {
                return Verdicts.on(input);
            }
            Next next = verdicts.on(jobs.get(input.file()), identities);
            // One that is done changes when somebody sorts or rates his pictures: nothing that anybody wants to hear of.
            if (told.add(input.file()) || next.verdict() == Verdict.RUN) {
                return next;
            }
        }
    }

    private void name(List<Input> seen) {
        List<Job> all = names.jobs(seen);
        jobs = new HashMap<>();
        all.forEach(job -> jobs.put(job.input(), job));
        identities = Job.inputs(all);
    }

    @Override
    public OptionalInt count() {
        return OptionalInt.empty();
    }

    @Override
    public LeftOut leftOut() {
        return watch.leftOut();
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
