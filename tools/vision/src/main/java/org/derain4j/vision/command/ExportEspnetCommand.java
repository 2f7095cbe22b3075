package org.derain4j.vision.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.onnx.writer.OnnxFile;
import org.derain4j.vision.espnet.EspInput;
import org.derain4j.vision.espnet.EspNet;
import org.derain4j.weights.PrintableText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code derain vision export-espnet}: a segmenter for streets. */
@Command(name = "export-espnet", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        description = "Writes ESPNet (Mehta et al., ECCV 2018) with its weights for CamVid's classes as an ONNX file, for "
                + "--segmenter.")
public final class ExportEspnetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WEIGHTS.safetensors",
            description = "The tensors of espnet_p_2_q_8.pth, under their names.")
    private Path weights;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE.onnx", required = true, description = "The file to write.")
    private Path output;

    @Option(names = "--overwrite", description = "Replaces the file if it exists.")
    private boolean overwrite;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OutputFile.check(output, ".onnx", overwrite);
        OnnxFile network = EspNet.of(weights, EspInput.CAMVID);
        EspNet.write(network, output);
        spec.commandLine().getOut().printf("%s  ESPNet, %d nodes, %d kB%n", PrintableText.of(output.toString()),
                network.nodes(), network.size() >> 10);
        return ExitCode.DONE;
    }
}
