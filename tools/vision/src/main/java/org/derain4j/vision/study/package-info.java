/** What a study compares: pictures clean, rainy and derained, what is found in them, and the tables of it. */
package org.derain4j.vision.study;
