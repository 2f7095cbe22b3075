package org.derain4j.web.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What there is to ask for: the list that decides who answers. */
final class Routes {

    /** Answers. */
    @FunctionalInterface
    interface Handler {

        /** Answers the call, or throws what is told instead. */
        void handle(Call call) throws Refusal, IOException, InterruptedException;
    }

    /**
     * One of them.
     *
     * @param method  GET stands for HEAD, too
     * @param pattern a path; a name in braces stands for one part of it
     * @param handler of it
     */
    record Route(String method, String pattern, Handler handler) {

        private static final Pattern NAME = Pattern.compile("\\{[a-z]+}");

        /** The part that the name in braces stands for, empty if there is none; nothing if the path is another one. */
        Optional<String> match(String path) {
            Matcher name = NAME.matcher(pattern);
            if (!name.find()) {
                return path.equals(pattern) ? Optional.of("") : Optional.empty();
            }
            String before = pattern.substring(0, name.start());
            String after = pattern.substring(name.end());
            if (path.length() <= before.length() + after.length() || !path.startsWith(before)
                    || !path.endsWith(after)) {
                return Optional.empty();
            }
            String part = path.substring(before.length(), path.length() - after.length());
            return part.contains("/") ? Optional.empty() : Optional.of(part);
        }

        boolean takes(String asked) {
            return asked.equals(method) || asked.equals("HEAD") && method.equals("GET");
        }
    }

    private final List<Route> all = new ArrayList<>();

    Routes add(String method, String pattern, Handler handler) {
        all.add(new Route(method, pattern, handler));
        return this;
    }

    List<Route> all() {
        return List.copyOf(all);
    }

    /** Has it answered by whoever does that. */
    void handle(Call call) throws Refusal, IOException, InterruptedException {
        String path = call.target().getRawPath();
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : all) {
            Optional<String> part = route.match(path);
            if (part.isPresent() && route.takes(call.method())) {
                call.part(part.get());
                route.handler().handle(call);
                return;
            }
            if (part.isPresent()) {
                allowed.add(route.method());
            }
        }
        if (allowed.isEmpty()) {
            throw new Refusal(404, "There is nothing at '%s'; GET /openapi.yaml lists what there is."
                    .formatted(Query.shown(path)));
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        String list = String.join(", ", allowed);
        throw new Refusal(405, "This takes %s, not %s.".formatted(list, Query.shown(call.method())))
                .with("Allow", list);
    }
}
