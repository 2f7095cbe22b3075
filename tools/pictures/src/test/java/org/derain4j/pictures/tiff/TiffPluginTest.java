package org.derain4j.pictures.tiff;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Test;

class TiffPluginTest {

    /** Which of two plugins comes first is chance unless somebody says it. */
    @Test
    void twelveMonkeysDecodesEvenIfTheJdksPluginComesFirst() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        List<ImageReaderSpi> ours = new ArrayList<>();
        List<ImageReaderSpi> others = new ArrayList<>();
        Iterator<ImageReaderSpi> all = registry.getServiceProviders(ImageReaderSpi.class, false);
        while (all.hasNext()) {
            ImageReaderSpi spi = all.next();
            if (List.of(spi.getFormatNames()).contains("tiff")) {
                (spi.getClass().getName().startsWith("com.twelvemonkeys.") ? ours : others).add(spi);
            }
        }
        assertTrue(!ours.isEmpty() && !others.isEmpty());
        try {
            others.forEach(first -> ours.forEach(next -> registry.setOrdering(ImageReaderSpi.class, first, next)));
            assertTrue(TiffPlugin.reader().getClass().getName().startsWith("com.twelvemonkeys."));
        } finally {
            // As TwelveMonkeys has it; other tests of this process read by whatever comes first.
            others.forEach(first -> ours.forEach(next -> {
                registry.unsetOrdering(ImageReaderSpi.class, first, next);
                registry.setOrdering(ImageReaderSpi.class, next, first);
            }));
        }
    }
}
