package org.derain4j.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.common.Forecast.Time;
import org.derain4j.engine.Storage;
import org.derain4j.engine.Storage.Kind;
import org.derain4j.engine.Storage.Place;
import org.junit.jupiter.api.Test;

class StorageReportTest {

    private static final long MB = 1 << 20;

    private static final StorageReport REPORT = new StorageReport(
            new Storage(2000 * MB, 7100 * MB, Path.of("."), 42_000 * MB,
                    38_000 * MB, List.of(
                            new Place("rnn1/prelu", 3000, 4000, 64, 0, Kind.SCRATCH, 30 * MB, 2930 * MB),
                            new Place("rnn1/down", 1500, 2000, 64, 1, Kind.WHOLE, 732 * MB, 0),
                            new Place("rnn1/lstm", 3000, 4000, 64, 2, Kind.ROWS, 12 * MB, 0),
                            new Place("rnn2/prelu", 3000, 4000, 64, 3, Kind.SCRATCH, 15 * MB, 2930 * MB))),
            new Time(200, 61.5, 220));

    @Test
    void theRowsAreTotals() {
        assertEquals(List.of("Maps whole: 1, 732.0 MiB", "Maps in rows: 1, 12.0 MiB",
                "Maps on file: 2, 45.0 MiB in memory, 5,860.0 MiB in the file",
                "Scratch file: 7,100.0 MiB; 42,000.0 MiB read, 38,000.0 MiB written",
                "Time: about 4 min; 200 s of arithmetic, 62 s of the scratch file at the same time"),
                REPORT.rows().entrySet().stream().map(row -> row.getKey() + ": " + row.getValue()).toList());
    }

    @Test
    void mapsInTheFileAreListedOrAll() {
        String heading = "Map                                      HxWxC            held      MiB memory     MiB file";
        String first = "rnn1/prelu                               3000x4000x64     scratch         30.0       2930.0";
        String last = "rnn2/prelu                               3000x4000x64     scratch         15.0       2930.0";
        assertEquals(List.of(heading, first, last), REPORT.lines(false));
        assertEquals(List.of(heading, first,
                "rnn1/down                                1500x2000x64     whole          732.0          0.0",
                "rnn1/lstm                                3000x4000x64     rows            12.0          0.0", last),
                REPORT.lines(true));
    }
}
