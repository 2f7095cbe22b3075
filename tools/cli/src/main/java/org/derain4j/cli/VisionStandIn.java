package org.derain4j.cli;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.derain4j.cli.common.Extension;
import org.derain4j.cli.common.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Stands for {@code derain vision} in the help; also where that artefact is absent, and then says what to add. */
@Command(name = VisionStandIn.NAME,
        description = "Measures what deraining does for object detectors and segmenters; an artefact of its own.")
final class VisionStandIn implements Callable<Integer> {

    static final String NAME = "vision";

    private static final String BUILD = "./mvnw -q -Dmaven.test.skip=true -pl tools/vision -am package";

    /** Whatever it is asked, --help too. */
    @Unmatched
    private List<String> words;

    private String problem = "is an artefact of its own, which is not here";

    /** The command itself where it is on the class path. */
    Object orExtension() {
        try {
            for (Extension extension : ServiceLoader.load(Extension.class)) {
                if (extension.name().equals(NAME)) {
                    return extension.command();
                }
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            problem = "does not fit this command (" + e + ")";
        }
        return this;
    }

    @Override
    public Integer call() {
        throw Failure.usage("derain " + NAME + " " + problem + "; in a checkout build it with `" + BUILD
                + "`, elsewhere put tools/vision/target/derain4j-vision-VERSION.jar of a checkout so built on the class path, "
                + "which DERAIN_CLASSPATH adds to.");
    }
}
