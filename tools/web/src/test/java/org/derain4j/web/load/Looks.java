package org.derain4j.web.load;

import java.util.List;
import java.util.Map;
import org.derain4j.web.load.Request.End;

/** Requests that look at what there is. */
final class Looks {

    private static final Map<String, String> TYPES = Map.of("/", "text/html", "/health", "application/json", "/models",
            "application/json", "/examples", "application/json", "/metrics", "text/plain", "/openapi.yaml",
            "application/", "/web/viewer.js", "text/javascript");

    private Looks() {}

    static List<Request> all() {
        return TYPES.entrySet().stream().map(look -> look(look.getKey(), look.getValue())).toList();
    }

    private static Request look(String path, String type) {
        return new Request("GET", "", path, (target, _) -> {
            Reply reply = target.get(path);
            reply.require(200);
            Check.that(reply.header("Content-Type").startsWith(type), reply.header("Content-Type"));
            Check.that(reply.body().length > 0, "nothing in it");
            reply.requireHeader("X-Content-Type-Options", "nosniff");
            return End.DONE;
        });
    }
}
