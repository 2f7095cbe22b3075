package org.derain4j.cli.video;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.derain4j.video.FrameFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrewTest {

    /** Memory in frames that there is room for; -5 is where the filter alone takes more than there is. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 99, 1, 1", "320, 240, 2, 99, 2, 1", "320, 480, 16, 99, 16, 1", "640, 480, 2, 99, 1, 2",
        "640, 480, 16, 99, 8, 2", "640, 480, 15, 99, 7, 2", "1920, 1080, 16, 99, 1, 16", "320, 240, 16, 5, 5, 3",
        "320, 240, 16, 0, 1, 16", "320, 240, 16, -5, 1, 16", "3840, 2160, 64, 99, 1, 64"})
    void smallFramesGetAThreadEach(int width, int height, int threads, int room, int frames, int each) {
        assertEquals(new Crew(frames, each), Crew.of(FrameFormat.rgb(width, height, 8), threads, 1000, 1000L * room));
    }
}
