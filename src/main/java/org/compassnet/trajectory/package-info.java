/**
 * Velocities and the head-direction task: processes and recordings of angular velocity, the inputs,
 * targets and masks made of them, and their DataVec reader.
 */
package org.compassnet.trajectory;
