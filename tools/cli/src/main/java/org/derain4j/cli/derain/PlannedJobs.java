package org.derain4j.cli.derain;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.derain4j.cli.inputs.Identities;
import org.derain4j.cli.inputs.Input;
import org.derain4j.cli.inputs.LeftOut;
import org.derain4j.cli.inputs.Selection;

/** The jobs of what was there when the run began. */
final class PlannedJobs implements Jobs {

    private final Selection selection;
    private final Verdicts verdicts;
    private final Optional<PlannedPage> page;
    private final Identities identities;
    private final Iterator<Input> inputs;
    private final Iterator<Job> jobs;

    /** With the jobs of the selection's pictures, and their page, if there is to be one. */
    PlannedJobs(Selection selection, List<Job> jobs, Verdicts verdicts, Optional<PlannedPage> page) {
        this.selection = selection;
        this.verdicts = verdicts;
        this.identities = Job.inputs(jobs);
        this.page = page.map(plan -> plan.checked(verdicts.existing(), identities));
        this.inputs = selection.inputs().iterator();
        this.jobs = jobs.iterator();
    }

    @Override
    public Next next() {
        if (!inputs.hasNext()) {
            return null;
        }
        Input input = inputs.next();
        return input.problem().isPresent() ? Verdicts.on(input) : verdicts.on(jobs.next(), identities);
    }

    @Override
    public OptionalInt count() {
        return OptionalInt.of(selection.inputs().size());
    }

    @Override
    public Optional<PlannedPage> page() {
        return page;
    }

    @Override
    public LeftOut leftOut() {
        return selection.leftOut();
    }
}
