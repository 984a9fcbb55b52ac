/**
 * Recordings of a head's direction as people have them: tables in text or npz, whose columns are
 * told by whole words of their names or by what the user says; lost samples are gaps, and what no
 * head does is refused or said.
 */
package org.compassnet.trajectory.recording;
