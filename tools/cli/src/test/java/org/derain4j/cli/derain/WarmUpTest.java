package org.derain4j.cli.derain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.awt.image.BufferedImage;
import org.derain4j.cli.Fixtures;
import org.derain4j.cli.Pictures;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.engine.Derainer;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    @Test
    void aPictureAfterItIsWhatItIsWithoutIt() throws Exception {
        BufferedImage rain = Pictures.colour();
        try (Derainer derainer = tiny(); RainRemover remover = RainRemover.of(tiny(), new EngineOptions())) {
            assertArrayEquals(Pictures.samples(derainer.derain(rain)),
                    Pictures.samples(remover.derain(rain, 8, (_, _) -> true)));
        }
    }

    private static Derainer tiny() throws Exception {
        return Derainer.builder().model(Fixtures.checkpoint(Fixtures.TINY_MODEL)).build();
    }
}
