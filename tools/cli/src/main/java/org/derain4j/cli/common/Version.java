package org.derain4j.cli.common;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What was built: the project's version and, where there was a checkout of git, the commit, as Maven wrote them into the jar. */
public final class Version implements IVersionProvider {

    /** As `--version` shows it. */
    public static String text() throws IOException {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            String commit = properties.getProperty("commit");
            return properties.getProperty("version") + (commit.isEmpty() ? "" : " (" + commit + ")");
        }
    }

    @Override
    public String[] getVersion() throws IOException {
        return new String[]{"derain " + text()};
    }
}
