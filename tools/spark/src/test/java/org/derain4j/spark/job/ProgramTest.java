package org.derain4j.spark.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** What programs set up. */
class ProgramTest {

    @Test
    void ofMillionsOfPicturesTasksMaySayMoreThanSparkTakesByItself() {
        SparkConf conf = new SparkConf(false);
        assertEquals("0", Program.mostResults(conf));
        assertEquals("2g", Program.mostResults(conf.set("spark.driver.maxResultSize", "2g")));
    }
}
