package org.derain4j.artefacts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The entries of a jar, and of some their texts. */
record JarContent(List<String> entries, Map<String, String> notices) {

    private static final Pattern NOTICE = Pattern
            .compile("(META-INF/)?[^/]*(LICEN[CS]E|NOTICE|COPYING|COPYRIGHT|PATENTS|AUTHORS)[^/]*",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern NATIVE = Pattern
            .compile(".*\\.(so|dll|dylib|jnilib|exe|a|icc|icm|wasm|js)(\\.[0-9.]+)?");
    private static final Pattern PACKED_IN = Pattern
            .compile("(.*/)?(shaded?|relocated|repackaged|third_?party|vendor(ed)?)/.*\\.class|.*\\.jar");
    private static final Pattern OF_A_VERSION = Pattern.compile("^META-INF/versions/[0-9]+/");

    static JarContent of(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<String> entries = zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
            Map<String, String> notices = new TreeMap<>();
            for (String entry : entries) {
                if (NOTICE.matcher(entry).matches() && !entry.endsWith(".class")) {
                    notices.put(entry,
                            new String(zip.getInputStream(zip.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return new JarContent(entries, notices);
        }
    }

    /** What is likely to be of others than the jar's own authors: native code, colour profiles, scripts, packages moved into it. */
    List<String> packedIn() {
        return entries.stream().map(entry -> OF_A_VERSION.matcher(entry).replaceFirst(""))
                .filter(entry -> NATIVE.matcher(entry).matches() || PACKED_IN.matcher(entry).matches()).distinct()
                .toList();
    }
}
