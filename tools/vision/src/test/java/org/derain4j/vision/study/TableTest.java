package org.derain4j.vision.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void cellsAreAlignedAndMayHaveLines() {
        Table table = new Table("What", List.of("A note."), List.of("name", "n", "value"), 1,
                List.of(List.of("a", "12", "0.5\n.4-.6"), List.of("longer", "3", "-")));
        assertEquals("""
                What
                A note.
                name     n  value
                a       12    0.5
                            .4-.6
                longer   3      -
                """, table.text());
        assertEquals("""
                ## What

                A note.

                | name | n | value |
                |---|---:|---:|
                | a | 12 | 0.5<br>.4-.6 |
                | longer | 3 | - |
                """, table.markdown());
    }

    @Test
    void notesOfADocumentAreParagraphs() {
        assertEquals("## T\n\nOne.\n\nTwo.\n\n| a |\n|---|\n| b |\n",
                new Table("T", List.of("One.", "Two."), List.of("a"), 1, List.of(List.of("b"))).markdown());
    }

    @Test
    void namesOfOthersStayText() {
        Table table = new Table("T", List.of(), List.of("name"), 1, List.of(List.of("a|b_c<d>\u001b[1m*")));
        assertEquals("| a\\|b\\_c&lt;d>\\u001b[1m\\* |", table.markdown().lines().toList().getLast()
                .replace("\\\\u001b", "\\u001b"));
    }

    @Test
    void longNotesAreWrapped() {
        String note = "word ".repeat(40).strip();
        assertEquals(List.of("T", "word ".repeat(20).strip(), "word ".repeat(20).strip()),
                new Table("T", List.of(note), List.of("a"), 1, List.of()).text().lines().toList());
    }
}
