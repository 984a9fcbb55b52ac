package org.compassnet.report;

import java.util.List;
import org.compassnet.analysis.Finding;

/**
 * One part of a report.
 *
 * @param lead a sentence or two in front
 * @param notes what could not be measured, and other remarks
 */
record Section(
    String id,
    String title,
    String lead,
    List<Finding> findings,
    List<Plate> plates,
    List<String> notes) {}
