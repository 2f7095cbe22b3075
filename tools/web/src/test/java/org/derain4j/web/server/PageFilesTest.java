package org.derain4j.web.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The server's page fits together, and its Content-Security-Policy: what a browser would only tell in its console. */
class PageFilesTest {

    private static final int MOST_LINES = 400;
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"/web/([^\"]+)\"");
    private static final Pattern IMPORT = Pattern
            .compile("(?m)^(?:import|\\} from|@import)\\b.*?['\"](?:\\./)?([^'\"]+)['\"]");

    /** The page asks for files that are there, and these for files that are there. */
    @Test
    void allFilesAreThere() throws IOException {
        Map<String, String> files = files();
        assertTrue(files.keySet().containsAll(Set.of("app.js", "app.css", "viewer.js", "viewer.css", "icon.svg")),
                files.keySet().toString());
        files.forEach(
                (name, text) -> assertTrue(text.lines().count() <= MOST_LINES, name + " is longer than " + MOST_LINES));
    }

    /** Everything that modules look up by id is in the page. */
    @Test
    void allElementsAreThere() throws IOException {
        Set<String> ids = matches(page(), " id=\"([^\"]+)\"");
        Set<String> labelled = matches(page(), " (?:for|aria-labelledby|aria-describedby)=\"([^\"]+)\"");
        Set<String> used = files().entrySet().stream().filter(file -> file.getKey().endsWith(".js"))
                .flatMap(file -> matches(file.getValue(), "getElementById\\('([^']+)'\\)").stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(used.contains("files") && used.contains("strength"), used.toString());
        used.addAll(labelled);
        used.removeAll(ids);
        assertEquals(Set.of(), used, "there is no element of that id");
    }

    /** The policy forbids all that stands in the page itself, and what is not the server's. */
    @Test
    void nothingStandsInThePageItself() throws IOException {
        String page = page();
        assertFalse(
                Pattern.compile("<style|<script(?![^>]* src=)|\\sstyle=|\\son[a-z]+=|javascript:|data:").matcher(page)
                        .find());
        assertEquals(Set.of(), matches(page, "(?:src|href)=\"((?!/web/)[^\"]*)\""));
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        Deque<String> wanted = new ArrayDeque<>(matches(page(), LINK.pattern()));
        while (!wanted.isEmpty()) {
            String name = wanted.pop();
            if (!files.containsKey(name)) {
                Optional<Resource> file = Resource.web(name);
                assertTrue(file.isPresent(), name + " is asked for, but is not served");
                String text = new String(file.get().bytes(), StandardCharsets.UTF_8);
                files.put(name, text);
                wanted.addAll(matches(text, IMPORT.pattern()));
            }
        }
        return files;
    }

    private static String page() throws IOException {
        return new String(Resource.own("index.html").orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    private static Set<String> matches(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results().map(result -> result.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
