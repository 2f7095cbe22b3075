package org.derain4j.web.server;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.derain4j.web.jobs.Job;
import org.derain4j.web.jobs.JobState;

/** A job as JSON has it. */
final class JobView {

    private JobView() {}

    /** In one of its states. */
    static Map<String, Object> of(Job job, JobState state) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", job.id());
        view.put("name", job.name());
        switch (state) {
            case JobState.Queued queued -> {
                view.put("state", "queued");
                view.put("place", queued.place());
            }
            case JobState.Working working -> {
                view.put("state", "working");
                view.put("part", Math.round(working.part() * 1e4) / 1e4);
            }
            case JobState.Done _ -> {
                view.put("state", "done");
                job.result().ifPresent(result -> view.put("result", result(result)));
            }
            case JobState.Failed failed -> {
                view.put("state", "failed");
                view.put("status", Refusal.status(failed.reason()));
                view.put("error", failed.sentence());
            }
            case JobState.Cancelled _ -> view.put("state", "cancelled");
        }
        return view;
    }

    private static Map<String, Object> result(Job.Result result) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", result.name());
        view.put("format", result.format().name().toLowerCase(Locale.ROOT));
        view.put("bytes", bytes(result));
        view.put("width", result.width());
        view.put("height", result.height());
        view.put("notes", result.notes());
        view.put("milliseconds", result.milliseconds());
        result.previews().forEach(
                (which, preview) -> view.put(which, Map.of("width", preview.width(), "height", preview.height())));
        return view;
    }

    /** Null where it has just been forgotten. */
    private static Long bytes(Job.Result result) {
        try {
            return Files.size(result.file());
        } catch (IOException e) {
            return null;
        }
    }
}
