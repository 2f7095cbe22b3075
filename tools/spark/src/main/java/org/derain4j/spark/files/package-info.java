/** Pictures in Hadoop's file systems: found, read, and written as a whole or not at all. */
package org.derain4j.spark.files;
