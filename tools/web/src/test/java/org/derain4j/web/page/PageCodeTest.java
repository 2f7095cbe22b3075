package org.derain4j.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Our modules as one. */
class PageCodeTest {

    private static final List<String> MODULES = List.of("details.js", "difference.js", "gestures.js", "keys.js",
            "legend.js", "overlay.js", "page.js", "table.js", "viewer.js", "zoom.js");
    private static final Pattern DECLARED = Pattern.compile("(?m)^(?:export )?(?:function|class|const|let) ([\\w$]+)");

    private static String resource(String name) throws IOException {
        try (InputStream in = PageCode.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> declared(String code) {
        return DECLARED.matcher(code).results().map(result -> result.group(1)).toList();
    }

    @Test
    void allModulesAreInItOnce() throws IOException {
        String script = PageCode.read().script();
        assertFalse(Pattern.compile("(?m)^\\s*(import|export)\\b").matcher(script).find());
        long declared = 0;
        for (String module : MODULES) {
            declared += declared(resource(module)).size();
        }
        assertEquals(declared, declared(script).size());
    }

    @Test
    void modulesDoNotDeclareOneAnothersNames() {
        List<String> names = declared(PageCode.read().script());
        assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
    }

    @Test
    void whatIsImportedStandsBeforeIt() {
        List<String> names = declared(PageCode.read().script());
        assertTrue(names.indexOf("Zoom") < names.indexOf("Viewer"));
        assertTrue(names.indexOf("Viewer") < names.indexOf("pictureOf"));
    }

    @Test
    void importedStylesAreInIt() throws IOException {
        String styles = PageCode.read().styles();
        assertFalse(styles.contains("@import"));
        for (String sheet : List.of("viewer.css", "overlay.css", "panels.css", "page.css")) {
            String code = resource(sheet).replaceAll("@import .*\n", "");
            assertTrue(styles.contains(code.strip()), sheet);
            assertTrue(code.lines().count() <= 400, sheet);
        }
    }

    /** Each is read on one screen or two, and a server's policy allows no code in attributes. */
    @Test
    void modulesAreShortAndOfOneKind() throws IOException {
        for (String module : MODULES) {
            String code = resource(module);
            assertFalse(code.lines().count() > 400, module);
            List<String> imports = Pattern.compile("(?m)^import .*$").matcher(code).results().map(MatchResult::group)
                    .filter(line -> !line.matches("import \\{[^}]*\\} from '\\./[\\w-]+\\.js';")).toList();
            assertEquals(List.of(), imports, module);
            assertFalse(
                    Pattern.compile("\\beval\\(|new Function|style=|\\bon\\w+=\"|document\\.write").matcher(code)
                            .find(),
                    module);
        }
    }
}
