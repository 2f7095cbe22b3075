package org.derain4j.cli.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The accessibility rules of axe-core, whose file the property {@code derain4j.axe} names. It is not the project's, and may be missing. */
final class Axe {

    private final String script;

    private Axe(String script) {
        this.script = script;
    }

    /** Goes on only if it is there. */
    static Axe open(Class<?> test) throws IOException {
        String file = System.getProperty("derain4j.axe", "");
        if (file.isEmpty() || !Files.isReadable(Path.of(file))) {
            Browser.leaveOut(test, "no axe-core: -Dderain4j.axe=FILE names its axe.min.js");
        }
        return new Axe(Files.readString(Path.of(file)));
    }

    /** Holds the page as it is now against all rules for WCAG 2.2 AA and good practice. */
    void check(Browser browser, String state) {
        browser.js(script); // by the driver, which the page's policy does not bind
        Object found = browser.driver().executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(
                    results => done({rules: results.passes.length, violations: results.violations.map(v =>
                        v.id + ' (' + v.help + '): ' + v.nodes.map(n => n.html.slice(0, 200) + ' ' + n.failureSummary)
                            .join('; '))}),
                    problem => done({rules: 0, violations: [String(problem)]}));
                """);
        Map<?, ?> results = (Map<?, ?>) found;
        List<Object> violations = new ArrayList<>((List<?>) results.get("violations"));
        assertEquals(List.of(), violations, state);
        if (((Number) results.get("rules")).intValue() < 10) {
            throw new AssertionError(state + ": hardly a rule was tried: " + results);
        }
    }
}
