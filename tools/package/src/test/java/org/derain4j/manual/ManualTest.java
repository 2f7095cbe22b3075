package org.derain4j.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.derain4j.cli.Derain;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The pages and completions of the whole command, read as a person and as the shells read them. */
class ManualTest {

    @TempDir
    private static Path share;

    private static final CommandLine DERAIN = Derain.described();

    @BeforeAll
    static void write() throws IOException {
        Manual.main(new String[]{share.toString(), "1.2.3", "2026-11-22"});
    }

    private static Stream<CommandLine> all() {
        return Stream.concat(Stream.of(DERAIN), DERAIN.getSubcommands().values().stream());
    }

    private static String page(CommandLine command) throws IOException {
        return Files.readString(share.resolve("man/man1/" + command.getCommandSpec().qualifiedName("-") + ".1"));
    }

    /** Without macros, fonts and escapes. */
    private static String read(String page) {
        return page.replaceAll("(?m)^\\.SH ", "").replaceAll("\\\\f[BIR]", "").replace("\\-", "-").replace("\\&", "")
                .replace("\\e", "\\");
    }

    @Test
    void everyCommandHasAPageWithEveryOptionAndWhatIsSaidOfIt() throws IOException {
        for (CommandLine command : all().toList()) {
            String page = read(page(command));
            assertTrue(page.startsWith(".TH \"" + command.getCommandSpec().qualifiedName("-").toUpperCase(Locale.ROOT)
                    + "\" 1 \"2026-11-22\" \"Derain4J 1.2.3\""), page);
            List<String> wanted = new ArrayList<>(Said.description(command));
            Said.options(command).forEach(option -> {
                wanted.addAll(List.of(option.names()));
                wanted.addAll(Said.description(option));
            });
            assertTrue(wanted.size() > 2, page);
            for (String words : wanted) {
                assertTrue(page.contains(words.replaceAll("\\s+", " ")), words);
            }
        }
        try (Stream<Path> pages = Files.list(share.resolve("man/man1"))) {
            assertEquals(all().count(), pages.count());
        }
    }

    @Test
    void theCommandsPageHasItsSections() throws IOException {
        assertEquals(List.of("NAME", "SYNOPSIS", "DESCRIPTION", "ARGUMENTS", "OPTIONS", "COMMANDS", "EXIT STATUS",
                "ENVIRONMENT", "EXAMPLES", "SEE ALSO"),
                page(DERAIN).lines().filter(line -> line.startsWith(".SH "))
                        .map(line -> line.substring(5, line.length() - 1)).toList());
        assertTrue(page(DERAIN).contains("\nderain \\- removes rain from photos and films\n"));
        assertTrue(page(DERAIN).contains("\n\\fB5\\fR\nmemory ran out"));
    }

    /** A line that begins like one would not be seen. */
    @Test
    void noTextIsARequest() throws IOException {
        assertEquals("\\&.png or \\e or \\-o", Roff.escaped(".png or \\ or -o"));
        assertEquals("\\&'a'", Roff.escaped("'a'"));
        for (CommandLine command : all().toList()) {
            assertEquals(List.of(), page(command).lines().filter(line -> line.startsWith("."))
                    .filter(line -> !line.matches("\\.(TH|SH) \".*\"|\\.(PP|TP|IP|nf|fi|br)")).toList());
        }
    }

    @Test
    void shortDescriptionsAreSentencesOrEndAtAWord() {
        assertEquals("Names a file, such as a.png", Said.sentence(List.of("Names a file, such as a.png. Or none.")));
        assertEquals("a ".repeat(43).strip() + " ...", Said.sentence(List.of("a ".repeat(80))));
    }

    @Test
    void shellsCanReadThem() throws Exception {
        for (String[] shell : List.of(new String[]{"bash", "bash-completion/completions/derain"},
                new String[]{"zsh", "zsh/site-functions/_derain"},
                new String[]{"fish", "fish/vendor_completions.d/derain.fish"})) {
            if (isThere(shell[0])) {
                assertEquals("", run(shell[0], "-n", share.resolve(shell[1]).toString()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"derain --overw, --overwrite", "derain ser, serve", "derain add-rain --se, --seed"})
    void bashCompletes(String typed, String completed) throws Exception {
        assumeThere("bash");
        String script = """
                . "$0"
                COMP_WORDS=(%s) COMP_CWORD=%d
                _complete_derain
                printf '%%s\\n' "${COMPREPLY[@]}"
                """.formatted(typed, typed.split(" ").length - 1);
        assertTrue(run("bash", "-c", script, share.resolve("bash-completion/completions/derain").toString()).lines()
                .map(String::strip).toList().contains(completed));
    }

    @ParameterizedTest
    @CsvSource({"derain --overw, --overwrite", "derain ser, serve", "derain add-rain --se, --seed",
        "derain --rounding , official"})
    void fishCompletes(String typed, String completed) throws Exception {
        assumeThere("fish");
        String blank = typed.endsWith("--rounding") ? " " : "";
        String told = run("fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]",
                share.resolve("fish/vendor_completions.d/derain.fish").toString(), typed + blank);
        assertTrue(told.lines().map(line -> line.split("\t")[0]).toList().contains(completed), told);
    }

    /** Its completions need its line editor; what is given to that is looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"", "add-rain", "serve"})
    void zshGetsTheOptionsOfTheCommandThatIsNamed(String name) throws Exception {
        assumeThere("zsh");
        String script = """
                _arguments() { printf '%%s\\n' "$@" }
                _describe() { }
                words=(derain %s --x) CURRENT=${#words}
                source "$1"
                """.formatted(name);
        String told = run("zsh", "-fc", script, "zsh", share.resolve("zsh/site-functions/_derain").toString());
        CommandLine command = name.isEmpty() ? DERAIN : DERAIN.getSubcommands().get(name);
        TreeSet<String> names = Said.options(command).flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(names, told.lines().filter(line -> line.startsWith("("))
                .map(line -> line.replaceAll("^\\([^)]*\\)([-a-zA-Z]+)[=+]?\\[.*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new)));
        assertTrue(told.contains("*:file:_files"));
        assertFalse(told.contains(name.isEmpty() ? "--seed" : "--overwrite="), told);
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void assumeThere(String program) {
        Assumptions.assumeTrue(isThere(program), "there is no " + program);
    }

    private static String run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String told = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return told;
    }
}
