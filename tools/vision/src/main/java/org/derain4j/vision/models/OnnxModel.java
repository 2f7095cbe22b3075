package org.derain4j.vision.models;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import org.derain4j.engine.ModelException;
import org.derain4j.engine.PictureException;

/** A network from an ONNX file in ONNX Runtime: levels in, floats out. */
final class OnnxModel implements AutoCloseable {

    private static final Set<OnnxJavaType> FRACTIONS = Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16,
            OnnxJavaType.BFLOAT16, OnnxJavaType.DOUBLE);

    private final Settings settings;
    private final RunOptions options;
    private final OrtEnvironment environment;
    private final OrtSession.SessionOptions sessionOptions;
    private final OrtSession session;
    private final Map<String, String> metadata;
    private final InputForm input;
    private ByteBuffer memory = ByteBuffer.allocateDirect(0);

    private OnnxModel(Settings settings, RunOptions options) throws IOException, OrtException {
        this.settings = settings;
        this.options = options;
        environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
                OrtEnvironment.DEFAULT_NAME);
        sessionOptions = new OrtSession.SessionOptions();
        OrtSession opened = null;
        try {
            configure();
            opened = environment.createSession(settings.model().toString(), sessionOptions);
            session = opened;
            metadata = session.getMetadata().getCustomMetadata();
            settings.add(metadata);
            input = onlyInput();
        } catch (IOException | OrtException | RuntimeException e) {
            if (opened != null) {
                opened.close();
            }
            sessionOptions.close();
            throw e;
        }
    }

    /** Opens the model that settings name. */
    static OnnxModel open(Settings settings, RunOptions options) throws IOException {
        if (!Files.exists(settings.model())) {
            throw new NoSuchFileException(settings.model().toString());
        }
        try {
            return new OnnxModel(settings, options);
        } catch (OrtException e) {
            boolean other = e.getCode() == OrtException.OrtErrorCode.ORT_INVALID_PROTOBUF
                    || Files.isDirectory(settings.model());
            throw new ModelException(settings.model() + (other
                    ? ": no ONNX file; give one as its exporter wrote it."
                    : ": ONNX Runtime does not take it (" + reason(e) + "); export it again, for an older opset."));
        } catch (LinkageError e) {
            throw new ModelException("ONNX Runtime cannot be loaded (" + Objects.requireNonNullElse(e.getCause(), e)
                    + "); it needs Linux, macOS or Windows on x86-64 or ARM and room for temporary files.");
        }
    }

    private void configure() throws IOException, OrtException {
        sessionOptions.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        sessionOptions.setIntraOpNumThreads(options.threads());
        // Between two pictures the same cores derain.
        sessionOptions.addConfigEntry("session.intra_op.allow_spinning", "0");
        if (options.gpu()) {
            try {
                sessionOptions.addCUDA();
            } catch (OrtException e) {
                throw new ModelException("this ONNX Runtime has no CUDA (" + reason(e)
                        + "); put onnxruntime_gpu in the place of onnxruntime, or leave out --gpu.");
            }
        }
    }

    private InputForm onlyInput() throws IOException, OrtException {
        Map<String, NodeInfo> inputs = session.getInputInfo();
        if (inputs.size() != 1) {
            throw settings.unfit("has " + inputs.size() + " inputs; export it with the picture alone", ports());
        }
        NodeInfo only = inputs.values().iterator().next();
        if (!(only.getInfo() instanceof TensorInfo info)) {
            throw settings.unfit("takes no tensor", ports());
        }
        return InputForm.of(only.getName(), info, settings, ports());
    }

    /** Its inputs and outputs in words. */
    private String ports() throws OrtException {
        return "in: " + ports(session.getInputInfo()) + "; out: " + ports(session.getOutputInfo());
    }

    private static String ports(Map<String, NodeInfo> ports) {
        return ports.values().stream().map(port -> port.getInfo() instanceof TensorInfo info
                ? "%s %s %s".formatted(port.getName(), info.type, Arrays.toString(info.getShape()))
                : port.getName() + " (no tensor)").collect(Collectors.joining(", "));
    }

    InputForm input() {
        return input;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    /** A sentence that says what is wrong, what the model has, and what to write into which file. */
    ModelException unfit(String sentence) {
        try {
            return settings.unfit(sentence, ports());
        } catch (OrtException e) {
            return settings.unfit(sentence, reason(e));
        }
    }

    /** Whether levels go in as they are. */
    boolean takesBytes() {
        return input.type() == OnnxJavaType.UINT8;
    }

    /** What the input holds of a pixel: bytes are levels as they are. */
    PixelForm pixels(Settings written, PixelForm usual) throws ModelException {
        boolean bytes = takesBytes();
        PixelForm form = (bytes ? PixelForm.levels(usual.bgr()) : usual).with(written);
        if (bytes && !form.isLevels()) {
            throw written.wrong("the model takes bytes; leave scale, mean and std out");
        }
        return form;
    }

    /** A first run, on an empty picture: what comes out, whose shapes the file need not tell. */
    List<Output> tryOut(int width, int height, int fill, PixelForm form) throws ModelException {
        try {
            return run(RgbLevels.filled(width, height, fill), form, Set.of());
        } catch (PictureException e) {
            throw unfit("does not run on " + width + "x" + height + " pixels (" + e.getMessage()
                    + "); write another size=WIDTHxHEIGHT");
        }
    }

    /** What of the outputs is wanted, or all if none is named, in the model's order. */
    List<Output> run(RgbLevels canvas, PixelForm form, Set<String> wanted) {
        try (OnnxTensor tensor = tensor(canvas, form);
                OrtSession.Result result = session.run(Map.of(input.name(), tensor),
                        wanted.isEmpty() ? session.getOutputNames() : wanted)) {
            List<Output> outputs = new ArrayList<>();
            for (Map.Entry<String, OnnxValue> entry : result) {
                if (entry.getValue() instanceof OnnxTensor out) {
                    outputs.add(output(entry.getKey(), out));
                }
            }
            return outputs;
        } catch (OrtException e) {
            throw new PictureException("ONNX Runtime ends with '" + reason(e) + "'");
        }
    }

    private OnnxTensor tensor(RgbLevels canvas, PixelForm form) throws OrtException {
        long[] shape = input.shape(canvas.width(), canvas.height());
        ByteBuffer bytes = room(Math.multiplyExact(canvas.rgb().length, input.type().size));
        int pixels = canvas.width() * canvas.height();
        for (int channel = 0; channel < 3; channel++) {
            float[] table = form.table(channel);
            int band = form.band(channel);
            int step = input.channelsLast() ? 3 : 1;
            int at = input.channelsLast() ? channel : channel * pixels;
            for (int pixel = 0; pixel < pixels; pixel++, at += step) {
                int level = canvas.level(pixel, band);
                switch (input.type()) {
                    case UINT8 -> bytes.put(at, (byte) level);
                    case FLOAT16 -> bytes.putShort(at * Short.BYTES, Float.floatToFloat16(table[level]));
                    default -> bytes.putFloat(at * Float.BYTES, table[level]);
                }
            }
        }
        return input.type() == OnnxJavaType.FLOAT
                ? OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), shape)
                : OnnxTensor.createTensor(environment, bytes, shape, input.type());
    }

    /** Taken again by the next picture: memory outside the heap is given back late. */
    private ByteBuffer room(int bytes) {
        if (memory.capacity() < bytes) {
            memory = ByteBuffer.allocateDirect(bytes);
        }
        return memory.clear().limit(bytes).order(ByteOrder.nativeOrder());
    }

    private static Output output(String name, OnnxTensor tensor) {
        TensorInfo info = tensor.getInfo();
        IntToDoubleFunction numbers = numbers(tensor);
        float[] values = new float[Math.toIntExact(info.getNumElements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.applyAsDouble(i);
        }
        return new Output(name, !FRACTIONS.contains(info.type), info.getShape(), values);
    }

    private static IntToDoubleFunction numbers(OnnxTensor tensor) {
        return switch (tensor.getInfo().type) {
            case FLOAT, FLOAT16, BFLOAT16 -> tensor.getFloatBuffer()::get;
            case DOUBLE -> tensor.getDoubleBuffer()::get;
            case INT64 -> tensor.getLongBuffer()::get;
            case INT32 -> tensor.getIntBuffer()::get;
            case INT16 -> tensor.getShortBuffer()::get;
            case INT8 -> tensor.getByteBuffer()::get;
            case UINT8, BOOL -> {
                ByteBuffer bytes = tensor.getByteBuffer();
                yield i -> bytes.get(i) & 255;
            }
            default -> throw new PictureException("an output is of a kind without numbers, " + tensor.getInfo().type);
        };
    }

    private static String reason(OrtException e) {
        return e.getMessage().replaceFirst("(?s)^Error code - \\w+ - message: ", "").replaceAll("\\s+", " ").strip();
    }

    /** The file, and where it is run. */
    String describe() {
        return "%s, ONNX Runtime %s on the %s".formatted(settings.model().getFileName(), environment.getVersion(),
                options.gpu() ? "GPU" : "CPU");
    }

    @Override
    public void close() {
        try (sessionOptions) {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
