/** What an executor does: bytes of a picture in, bytes of a picture out, by derainers that its tasks share. */
package org.derain4j.spark.executor;
