/** Derained pictures as columns of Spark's tables, and as SQL functions. */
package org.derain4j.spark;
