package org.derain4j.video.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShowInfoTest {

    private final ShowInfo info = new ShowInfo();

    @Test
    void everyFrameHasItsTime() throws InterruptedException {
        info.hear("[Parsed_showinfo_0 @ 0x55] [info] config in time_base: 1/12800, frame_rate: 25/1");
        info.hear("[Parsed_showinfo_0 @ 0x55] [info] n:   0 pts:  -512 pts_time:-0.04 pos: 48 fmt:yuv420p");
        info.hear("[h264 @ 0x66] [error] n: 7 pts: 9");
        info.hear("[Parsed_showinfo_0 @ 0x55] [info] n:   1 pts: NOPTS pts_time:NOPTS pos: 48");
        info.hear("[Parsed_showinfo_0 @ 0x55] [info] n:   2 pts:    512 pts_time:0.04 pos: 48");
        assertEquals(List.of(-512L, ShowInfo.NO_TIME, 512L), take(3, true));
    }

    @Test
    void aLostLineIsNotTheNextFrames() throws InterruptedException {
        info.hear("[Parsed_showinfo_0 @ 0x55] [info] n:   0 pts:      0 pts_time:0");
        info.hear("[Parsed_showinfo_0 @ 0x55] [info] n:   3 pts:    300 pts_time:0.3");
        info.hear("[Parsed_showinfo_0 @ 0x55] [info] n:   0 pts:    400 pts_time:0.4");
        assertEquals(List.of(0L, ShowInfo.NO_TIME, ShowInfo.NO_TIME, 300L, 400L), take(5, true));
    }

    @Test
    void nobodyWaitsForTheLastOne() throws InterruptedException {
        assertEquals(List.of(ShowInfo.NO_TIME), take(1, false));
    }

    @Test
    void aLineMayComeLate() throws InterruptedException {
        Thread.ofPlatform().start(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            info.hear("[Parsed_showinfo_0 @ 0x55] [info] n:   0 pts:     77 pts_time:7");
        });
        assertEquals(List.of(77L), take(1, true));
    }

    private List<Long> take(int frames, boolean telling) throws InterruptedException {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            times.add(info.next(() -> telling));
        }
        return times;
    }
}
