package org.derain4j.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.derain4j.cli.Derain;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The program: writes all of them below a folder {@code share}, where a Unix system looks for them. */
public final class Manual {

    private Manual() {}

    /**
     * {@code Manual FOLDER VERSION YYYY-MM-DD}.
     *
     * @param args
     *            where to, and what the pages name in their footers
     * @throws IOException
     *             if they cannot be written
     */
    public static void main(String[] args) throws IOException {
        write(Derain.described(), Path.of(args[0]), args[1], LocalDate.parse(args[2]));
    }

    static void write(CommandLine derain, Path share, String version, LocalDate date) throws IOException {
        write(share.resolve("man/man1/derain.1"), new ManPage(derain, version, date).text());
        for (CommandLine command : derain.getSubcommands().values()) {
            write(share.resolve("man/man1/derain-" + command.getCommandName() + ".1"),
                    new ManPage(command, version, date).text());
        }
        write(share.resolve("bash-completion/completions/derain"), AutoComplete.bash("derain", derain));
        write(share.resolve("zsh/site-functions/_derain"), ZshCompletion.of(derain));
        write(share.resolve("fish/vendor_completions.d/derain.fish"), FishCompletion.of(derain));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
