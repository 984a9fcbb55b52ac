/**
 * Candidates and trainings as tasks of an Apache Spark cluster. Built by the profile spark only.
 */
package org.compassnet.search.spark;
