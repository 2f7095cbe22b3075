package org.derain4j.web.load;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a job tells while it is followed: it must never go back. */
final class Events {

    private static final Pattern NUMBER = Pattern.compile("\"(place|part)\"\\s*:\\s*([0-9.eE+-]+)");
    private static final List<String> ORDER = List.of("queued", "working", "done", "failed", "cancelled");

    private String state = "queued";
    private double place = Double.POSITIVE_INFINITY;
    private double part;

    private Events() {}

    /** To the end; the last state. */
    static String follow(Target target, String job) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response = target.lines(job + "/events");
        Check.same(200, response.statusCode(), "status of events");
        Check.same("text/event-stream", response.headers().firstValue("Content-Type").orElse("").split(";")[0],
                "Content-Type of events");
        Events events = new Events();
        try (Stream<String> lines = response.body()) {
            StringBuilder data = new StringBuilder();
            for (Iterator<String> all = lines.iterator(); all.hasNext();) {
                String line = all.next();
                if (line.startsWith("data:")) {
                    data.append(line.substring("data:".length()));
                } else if (line.startsWith("event:")) {
                    Check.same("state", line.substring("event:".length()).strip(), "event");
                } else if (line.isEmpty() && !data.isEmpty()) {
                    events.next(data.toString());
                    data.setLength(0);
                } else {
                    Check.that(line.isEmpty() || line.startsWith(":"), "an event with a line " + line);
                }
            }
        }
        Check.that(Whole.FINAL.contains(events.state), "the events of a job end with " + events.state);
        return events.state;
    }

    private void next(String json) {
        String next = Reply.member(json, "state").orElse("none");
        Check.that(!Whole.FINAL.contains(state), "an event behind the last one: " + json);
        Check.that(ORDER.indexOf(next) >= ORDER.indexOf(state), next + " after " + state);
        state = next;
        Matcher number = NUMBER.matcher(json);
        while (number.find()) {
            double value = Double.parseDouble(number.group(2));
            if (number.group(1).equals("place") && next.equals("queued")) {
                Check.that(value >= 1 && value <= place, "place " + value + " after " + place);
                place = value;
            } else if (number.group(1).equals("part") && next.equals("working")) {
                Check.that(value >= part && value <= 1, "part " + value + " after " + part);
                part = value;
            }
        }
    }
}
