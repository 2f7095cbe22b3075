package org.derain4j.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page's script and style sheet, each of one piece as they stand in the page, and the policy that lets nothing else run. */
record PageCode(String script, String styles) {

    /** All imports of ours are of this form, at a line's beginning. */
    private static final Pattern IMPORT = Pattern.compile("(?m)^import \\{[^}]*\\} from '\\./([\\w.-]+)';\\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (?=(async )?function|class|const)");

    private static final Pattern STYLE_IMPORT = Pattern.compile("(?m)^@import url\\(\"([\\w.-]+)\"\\);\\n");

    /** What would end the element that the code stands in, or change how it is read. */
    private static final Pattern ENDING = Pattern.compile("(?i)</(script|style)|<!--");

    /** That of the page with the pictures in it. */
    static PageCode read() {
        StringBuilder script = new StringBuilder();
        join("page.js", new LinkedHashSet<>(), script);
        return new PageCode(safe(script.toString()), safe(styles("viewer.css") + styles("page.css")));
    }

    /** Scripts and styles of these bytes alone, pictures that are part of the page, and nothing from outside. */
    String policy() {
        return "default-src 'none'; script-src '%s'; style-src '%s'; img-src data: blob:; base-uri 'none'; form-action 'none'"
                .formatted(hash(script), hash(styles));
    }

    /** A module after those that it imports: together they are one module, in which everybody knows everybody's names. */
    private static void join(String module, Set<String> joined, StringBuilder script) {
        if (!joined.add(module)) {
            return;
        }
        String text = resource(module);
        IMPORT.matcher(text).results().map(MatchResult::group).map(PageCode::imported)
                .forEach(other -> join(other, joined, script));
        script.append(EXPORT.matcher(IMPORT.matcher(text).replaceAll("")).replaceAll("").strip()).append("\n\n");
    }

    private static String imported(String line) {
        return IMPORT.matcher(line).replaceAll("$1");
    }

    /** A style sheet with those that it imports in place. */
    private static String styles(String sheet) {
        return STYLE_IMPORT.matcher(resource(sheet))
                .replaceAll(match -> Matcher.quoteReplacement(styles(match.group(1))));
    }

    private static String safe(String code) {
        if (ENDING.matcher(code).find()) {
            throw new IllegalStateException("the page's code has what ends it before its end");
        }
        return code;
    }

    private static String hash(String code) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return "sha256-" + Base64.getEncoder().encodeToString(digest.digest(code.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static String resource(String name) {
        try (InputStream in = PageCode.class.getResourceAsStream(name)) {
            // Browsers hash what is left when they have read line ends as one character.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
