/** The programs for {@code spark-submit}. */
package org.derain4j.spark.job;
