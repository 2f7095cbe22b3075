package org.derain4j.cli.rain;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.derain4j.cli.common.Existing;
import org.derain4j.cli.inputs.Identities;
import org.derain4j.cli.inputs.Input;
import org.derain4j.cli.inputs.LeftOut;
import org.derain4j.cli.inputs.Selection;

/** What is to be done, picture by picture. Whether one may run is decided just before it would. */
final class RainPlan {

    /**
     * A picture and what is to be done about it.
     *
     * @param skipped whether all is there already, and that is right
     * @param refusal why it may not run, if so: a sentence
     */
    record Next(RainJob job, boolean skipped, Optional<String> refusal) {

        boolean runs() {
            return !skipped && refusal.isEmpty();
        }
    }

    private final Selection selection;
    private final Existing existing;
    private final boolean dryRun;
    private final Identities identities;
    private final Iterator<Input> inputs;
    private final Iterator<RainJob> jobs;

    /**
     * Ready to begin.
     *
     * @param jobs   of the selection's pictures, in their order
     * @param dryRun whether nothing may be made, not even a folder
     */
    RainPlan(Selection selection, List<RainJob> jobs, Existing existing, boolean dryRun) {
        this.selection = selection;
        this.existing = existing;
        this.dryRun = dryRun;
        this.identities = new Identities(jobs.stream().map(RainJob::input).toList());
        this.inputs = selection.inputs().iterator();
        this.jobs = jobs.iterator();
    }

    /** The next one; null behind the last. */
    Next next() {
        if (!inputs.hasNext()) {
            return null;
        }
        Input input = inputs.next();
        if (input.problem().isPresent()) {
            return new Next(RainJob.none(input.file()), false, input.problem());
        }
        RainJob job = jobs.next();
        Optional<String> refusal = job.refusal(identities, existing);
        boolean skipped = refusal.isEmpty() && existing == Existing.SKIPPED && job.isDone();
        return new Next(job, skipped, refusal.isPresent() || skipped || dryRun ? refusal : job.makeFolders());
    }

    /** How many there are. */
    int count() {
        return selection.inputs().size();
    }

    /** What else lies in the folders. */
    LeftOut leftOut() {
        return selection.leftOut();
    }
}
