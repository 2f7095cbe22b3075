package org.derain4j.artefacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.derain4j.artefacts.ArtefactTable.Row;
import org.junit.jupiter.api.Test;

class ArtefactTableTest {

    /** How far a size may be from the table's before that is to be made anew: not at every change of the code. */
    private static final double SLACK = 1.15;
    private static final Pattern CELLS = Pattern.compile(" \\| ");

    @Test
    void theTableIsTrue() throws IOException {
        Build.built();
        Path file = Build.ROOT.resolve(ArtefactTable.FILE);
        List<String> committed = Files.exists(file) ? Files.readAllLines(file) : List.of();
        String page;
        try (InputStream template = ArtefactTableTest.class.getResourceAsStream("artefacts.md")) {
            page = new String(template.readAllBytes(), StandardCharsets.UTF_8);
        }
        page = page.replace("@libraries@", lines(ArtefactTable.libraries(), committed)).replace("@programs@",
                lines(ArtefactTable.programs(), committed))
                .replace("@others@", lines(ArtefactTable.others(), committed));
        Build.compareOrWrite(ArtefactTable.FILE, page);
    }

    /** A size that the committed table has nearly right stays as it is there; what is not built stays as a whole. */
    private static String lines(List<Row> rows, List<String> committed) {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            String before = committed.stream()
                    .filter(line -> line.startsWith("| " + row.name() + " | " + row.what() + " |")).findFirst()
                    .orElse(null);
            lines.add(before != null && row.bytes() < 0 ? before : row.text(size(row, before)));
        }
        return String.join("\n", lines);
    }

    private static String size(Row row, String before) {
        assertTrue(row.bytes() > 0,
                () -> row.name() + " is not built, nor in the table; run ./mvnw -Pspark,imagej verify");
        String size = before == null ? null : CELLS.split(before)[2];
        double ratio = size == null ? Double.MAX_VALUE : row.bytes() / ArtefactTable.bytes(size);
        return ratio < SLACK && ratio > 1 / SLACK ? size : ArtefactTable.rounded(row.bytes());
    }

    @Test
    void sizesAreRoundedToTwoDigits() {
        assertEquals(List.of("1.0 kB", "83 kB", "180 kB", "1.0 MB", "1.8 MB", "12 MB", "130 MB"),
                Stream.of(1_000, 82_898, 180_797, 999_999, 1_827_107, 12_053_865, 129_999_999)
                        .map(b -> ArtefactTable.rounded(b)).toList());
    }

    /** The promise of the page, once more by what Maven resolved. */
    @Test
    void theEngineNeedsNothingOfOthers() throws IOException {
        List<String> seen = new ArrayList<>();
        for (BuiltModule module : Build.built()) {
            if (module.artefact().matches("derain4j-(engine|kernels|weights.*)")) {
                assertEquals(List.of(), module.dependencies().stream().filter(d -> !d.ours()).toList(),
                        module.artefact());
                seen.add(module.artefact());
            }
        }
        assertEquals(5, seen.size(), seen::toString);
    }
}
