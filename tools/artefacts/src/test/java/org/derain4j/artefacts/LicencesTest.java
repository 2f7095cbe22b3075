package org.derain4j.artefacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.derain4j.weights.TensorFile;
import org.junit.jupiter.api.Test;

/** A jar says under what licence it is, and says one thing wherever it does. */
class LicencesTest {

    private static final String LICENSE = "META-INF/LICENSE";
    private static final String NOTICE = "META-INF/NOTICE";
    private static final Pattern CARD = Pattern.compile("(?m)^\\*\\*Licence:\\*\\* (.+)$");

    @Test
    void everyJarHasItsLicence() throws IOException {
        int seen = 0;
        for (BuiltModule module : Build.built()) {
            for (Path jar : jars(module)) {
                String licence = ThirdPartyTest.text(jar, LICENSE);
                assertNotNull(licence, () -> jar + " has no " + LICENSE);
                assertNotNull(ThirdPartyTest.text(jar, NOTICE), () -> jar + " has no " + NOTICE);
                assertEquals(module.licence(), name(licence),
                        () -> jar + ": its POM and its " + LICENSE + " say different things");
                seen++;
            }
        }
        System.out.println("licences of " + seen + " jars");
        assertTrue(seen >= Build.built().size());
    }

    /** All that the build has made of a module, with sources, Javadoc and tests where they are made; of this version alone. */
    private static List<Path> jars(BuiltModule module) throws IOException {
        try (Stream<Path> files = Files.list(module.folder().resolve("target"))) {
            return files
                    .filter(f -> f.getFileName().toString()
                            .matches(".*-" + Pattern.quote(module.version()) + "(-[a-z]+)?\\.jar"))
                    .sorted()
                    .toList();
        }
    }

    /** A licence's name as POMs have it, from its text. */
    private static String name(String licence) throws IOException {
        return licence.equals(Files.readString(Build.ROOT.resolve("LICENSE")))
                ? "Apache-2.0"
                : licence.lines().findFirst().orElse("");
    }

    /** POM, META-INF, the weights' own metadata and the model card. */
    @Test
    void weightsSayOneThing() throws IOException {
        List<String> seen = new ArrayList<>();
        for (BuiltModule module : Build.built()) {
            Path folder = module.folder().resolve("src/main/resources/META-INF/derain4j");
            for (Path weights : weights(folder)) {
                String name = module.licence();
                assertNotNull(Pom.text(module.pom(), "licenses"),
                        () -> module.artefact()
                                + " has weights, and no licence of its own in its pom.xml");
                String metadata = metadata(weights).get("licence");
                assertNotNull(metadata, () -> weights + " states no licence in its metadata");
                assertBegins(name, metadata, weights + ", metadata");
                assertEquals(name, name(ThirdPartyTest.text(module.jar(), LICENSE)));
                Matcher card = CARD.matcher(Files.readString(module.folder().resolve("README.md")));
                assertTrue(card.find(), () -> module.folder() + "/README.md has no line **Licence:**");
                assertBegins(name, card.group(1), module.folder() + "/README.md");
                seen.add(weights.getFileName() + ": " + name);
            }
        }
        assertEquals(List.of("lite.safetensors: Apache-2.0", "m17n1.safetensors: For research only"),
                seen.stream().sorted().toList());
    }

    /** Whoever reads README where the weights are named reads their licence. */
    @Test
    void theReadmeSaysIt() throws IOException {
        String readme = Files.readString(Build.ROOT.resolve("README.md"));
        assertTrue(near("lite", "Apache-2\\.0").matcher(readme).find(),
                "README.md names lite without its licence, Apache-2.0");
        assertTrue(near("m17n1", "for research only").matcher(readme).find(),
                "README.md names m17n1 without saying: for research only");
    }

    /** A name, and behind it in the same paragraph or list its licence. */
    private static Pattern near(String name, String licence) {
        return Pattern.compile("(?is)\\b" + name + "\\b(?:(?!\\n\\n).){0,500}" + licence);
    }

    private static List<Path> weights(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".safetensors")).toList();
        }
    }

    private static Map<String, String> metadata(Path weights) throws IOException {
        try (TensorFile file = TensorFile.open(weights)) {
            return file.metadata();
        }
    }

    private static void assertBegins(String name, String statement, String where) {
        String lower = statement.toLowerCase(Locale.ROOT);
        assertTrue(
                lower.startsWith(name.toLowerCase(Locale.ROOT))
                        && lower.substring(name.length()).matches("(?s)([^a-z0-9].*)?"),
                () -> where + " states the licence `" + statement + "`, the POM `" + name + "`");
    }
}
