package org.derain4j.kernels.cpu;

import java.util.ArrayList;
import java.util.List;
import org.derain4j.kernels.BandSchedule;

/** A step ready to run, in one part or in several that come one after the other. */
public interface PreparedStep {

    /** How many parts there are. */
    default int parts() {
        return 1;
    }

    /** Runs part 0, 1, ... */
    void run(int part);

    /** All rows of one kernel. */
    static PreparedStep whole(RowKernel kernel, Workers workers) {
        Wave all = new Wave(workers, List.of(new Wave.Rows(kernel, 0, kernel.rows())));
        return part -> all.run();
    }

    /** The kernels of bands, one per member: a part is a wave of the schedule. */
    static PreparedStep bands(List<RowKernel> kernels, BandSchedule schedule, Workers workers) {
        List<Wave> waves = new ArrayList<>();
        for (int wave = 0; wave < schedule.waves(); wave++) {
            List<Wave.Rows> parts = new ArrayList<>();
            for (int s = 0; s < kernels.size(); s++) {
                if (schedule.from(wave, s) < schedule.to(wave, s)) {
                    parts.add(new Wave.Rows(kernels.get(s), schedule.from(wave, s), schedule.to(wave, s)));
                }
            }
            waves.add(new Wave(workers, parts));
        }
        return new PreparedStep() {
            @Override
            public int parts() {
                return waves.size();
            }

            @Override
            public void run(int part) {
                waves.get(part).run();
            }
        };
    }
}
