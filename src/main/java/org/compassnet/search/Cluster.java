package org.compassnet.search;

import org.compassnet.study.Trainings;

/** A cluster that makes candidates and trains networks. */
public interface Cluster extends Workers, Trainings {}
