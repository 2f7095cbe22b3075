package org.derain4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.derain4j.engine.Tap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceTest {

    @TempDir
    Path directory;
    private WrittenReference network;

    @BeforeEach
    void writeReference() throws IOException {
        network = new WrittenReference(directory, "case");
    }

    @Test
    void theSameNetworkConforms() throws IOException {
        Report report = run();
        CaseResult.Compared result = compared(report);
        assertEquals(List.of(), result.failures());
        assertEquals(0, result.max());
        assertEquals(new ByteDifference(96, 0, 0), result.bytes());
        assertEquals(List.of("half", "imitation"), result.maps().stream().map(MapDifference::name).toList());
        assertTrue(report.conforms());
    }

    @Test
    void aResultBeyondToleranceFails() throws IOException {
        network.imitation[10] += 6e-6f;
        CaseResult.Compared result = compared(run());
        assertEquals(6e-6, result.max(), 1e-7);
        assertEquals(result.max() / Math.sqrt(96), result.rms(), 1e-9);
        assertFailure("the result is 6.0e-06 off, 5e-06 is allowed", result);
        assertFalse(run().conforms());
    }

    @Test
    void aResultWithinTolerancePasses() throws IOException {
        network.imitation[10] += 4e-6f;
        assertEquals(List.of(), compared(run()).failures());
    }

    @Test
    void aResultThatIsNotANumberFails() throws IOException {
        network.imitation[0] = Float.NaN;
        assertFailure("the result is Infinity off", compared(run()));
    }

    @Test
    void bytesAreCountedAndTheirStepsMeasured() throws IOException {
        network.imitation[4] += 3 / 127.5f;
        CaseResult.Compared result = compared(run());
        assertEquals(new ByteDifference(96, 1, 3), result.bytes());
        assertFailure("1 of 96 bytes differ, 0.05 % are allowed", result);
        assertFailure("a byte is 3 levels off, 1 is allowed", result);
    }

    @Test
    void theFirstMapThatDepartsIsShownWithItsSurroundings() throws IOException {
        spoil("half", at(1, 2, 1), 0.25f);
        spoil("half", at(3, 7, 0), 0.5f);
        spoil("imitation", at(0, 0, 0), 1);
        CaseResult.Compared result = compared(run());
        assertFailure("2 of 2 maps are more than 1e-05 of their largest magnitude off, the first is half", result);
        Departure departure = result.departure().orElseThrow();
        assertEquals(List.of("half", 3, 7, 0, 2, 96, 1, 5), List.of(departure.map(), departure.y(), departure.x(),
                departure.channel(), departure.beyond(), departure.total(), departure.top(), departure.left()));
        assertEquals(3, departure.got().size());
        assertEquals(3, departure.got().getLast().size());
        assertEquals(0.5, departure.got().get(2).get(2) - departure.expected().get(2).get(2), 1e-7);
        assertEquals(departure.expected().get(0), departure.got().get(0));
    }

    @Test
    void aMapThatIsNotANumberDeparts() throws IOException {
        spoil("half", at(2, 3, 2), Float.NaN);
        Departure departure = compared(run()).departure().orElseThrow();
        assertEquals(List.of(2, 3, 2, 1),
                List.of(departure.y(), departure.x(), departure.channel(), departure.beyond()));
    }

    @Test
    void aMapUnknownToTheNetworkFailsByName() throws IOException {
        network.taps.remove("half");
        assertFailure("the network has no map half", compared(run()));
    }

    @Test
    void aMapOfAnotherShapeFails() throws IOException {
        network.taps.put("half", new Tap("half", 8, 4, 3, network.taps.get("half").values()));
        assertFailure("map half is 8x4x3, the reference's is 4x8x3", compared(run()));
    }

    @Test
    void casesNotAskedForAreLeftOutAndCounted() throws IOException {
        List<CaseResult> heard = new ArrayList<>();
        Report report = new Conformance(network, Tolerances.PROMISED).run(ReferenceDirectory.read(directory),
                "other"::equals, heard::add);
        assertEquals(List.of(new CaseResult.LeftOut("case", "not asked for")), report.results());
        assertEquals(report.results(), heard);
        assertEquals(1, report.leftOut());
        assertFalse(report.conforms(), "nothing compared is no success");
    }

    @Test
    void aDamagedCaseFailsAndTheOthersAreStillCompared() throws IOException {
        new WrittenReference(directory, "bad");
        Files.writeString(directory.resolve("bad_input.png"), "not a picture");
        Report report = run();
        CaseResult.Broken broken = assertInstanceOf(CaseResult.Broken.class, report.results().getFirst());
        assertTrue(broken.reason().endsWith("bad_input.png is not a picture."), broken.reason());
        assertEquals(List.of(1L, 1L, 0L), List.of(report.passed(), report.failed(), report.leftOut()));
        assertFalse(report.conforms());
    }

    @Test
    void filesOfDifferentSizesDoNotMakeACase() throws IOException {
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_3BYTE_BGR), "png",
                directory.resolve("case_input.png").toFile());
        CaseResult.Broken broken = assertInstanceOf(CaseResult.Broken.class, run().results().getFirst());
        assertTrue(broken.reason().contains("a result of 4x8x3, but the input is 4x4x3"), broken.reason());
    }

    @Test
    void greyPicturesAreRefused() throws IOException {
        ImageIO.write(new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_GRAY), "png",
                directory.resolve("case_output.png").toFile());
        CaseResult.Broken broken = assertInstanceOf(CaseResult.Broken.class, run().results().getFirst());
        assertTrue(broken.reason().contains("is not an 8-bit RGB picture"), broken.reason());
    }

    private Report run() throws IOException {
        return new Conformance(network, Tolerances.PROMISED).run(ReferenceDirectory.read(directory), _ -> true, _ -> {
        });
    }

    private void spoil(String map, int index, float by) {
        network.taps.get(map).values()[index] += by;
    }

    private static int at(int y, int x, int channel) {
        return (y * WrittenReference.WIDTH + x) * 3 + channel;
    }

    private static CaseResult.Compared compared(Report report) {
        return assertInstanceOf(CaseResult.Compared.class, report.results().getFirst());
    }

    private static void assertFailure(String start, CaseResult.Compared result) {
        assertTrue(result.failures().stream().anyMatch(failure -> failure.startsWith(start)),
                result.failures()::toString);
    }
}
