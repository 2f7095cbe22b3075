package org.derain4j.web.jobs;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.derain4j.web.jobs.JobState.Reason;

/** What has been done since the start, under the names and labels of Prometheus. */
final class Counters {

    private final Map<String, Double> totals = new LinkedHashMap<>();

    /** Each begins with 0, so that rates are right from the first one on. */
    Counters() {
        totals.put(ended("done"), 0.0);
        totals.put(ended("cancelled"), 0.0);
        for (Reason reason : Reason.values()) {
            totals.put(ended(label(reason)), 0.0);
        }
        for (Reason reason : Reason.values()) {
            totals.put(refused(reason), 0.0);
        }
        totals.put("derain_pixels_total", 0.0);
        totals.put("derain_upload_bytes_total", 0.0);
        for (String stage : Stages.NAMES) {
            totals.put(stage(stage), 0.0);
        }
    }

    private static String ended(String outcome) {
        return "derain_jobs_total{outcome=\"" + outcome + "\"}";
    }

    private static String refused(Reason reason) {
        return "derain_orders_refused_total{reason=\"" + label(reason) + "\"}";
    }

    private static String stage(String name) {
        return "derain_stage_seconds_total{stage=\"" + name + "\"}";
    }

    private static String label(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private synchronized void add(String name, double value) {
        totals.merge(name, value, Double::sum);
    }

    /** An order that was not taken. */
    void refused(RefusedException refusal) {
        add(refused(refusal.reason()), 1);
    }

    void uploaded(long bytes) {
        add("derain_upload_bytes_total", bytes);
    }

    void stage(String name, double milliseconds) {
        add(stage(name), milliseconds / 1e3);
    }

    void pixels(long number) {
        add("derain_pixels_total", number);
    }

    /** In that state, which is final. */
    void ended(JobState state) {
        add(ended(switch (state) {
            case JobState.Done _ -> "done";
            case JobState.Failed failed -> label(failed.reason());
            case JobState.Cancelled _ -> "cancelled";
            case JobState.Queued _,JobState.Working _ -> throw new IllegalArgumentException("not final: " + state);
        }), 1);
    }

    /** A copy. */
    synchronized Map<String, Double> totals() {
        return new LinkedHashMap<>(totals);
    }
}
